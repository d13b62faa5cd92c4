nansen run tables/person.treaty --cases N5011_quotation_in_cell.csv
