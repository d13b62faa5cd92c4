nansen run tables/person.treaty --cases N5027_out_of_order.csv --table nationalities=N5027_nationalities.csv
