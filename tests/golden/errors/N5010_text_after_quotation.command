nansen run tables/person.treaty --cases N5010_text_after_quotation.csv
