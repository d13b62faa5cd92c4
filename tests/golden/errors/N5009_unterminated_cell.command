nansen run tables/person.treaty --cases N5009_unterminated_cell.csv
