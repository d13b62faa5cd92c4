nansen explain tables/person.treaty refugee --cases N5032_no_such_case.csv --case anne
