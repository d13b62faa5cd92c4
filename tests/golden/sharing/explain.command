nansen explain key.treaty quota --states states.csv --year 2014 --column population=people --state HRV
nansen explain key.treaty distribution_key --states states.csv --year 2014 --column population=people --state EST --total 10 --set to_relocate=3000
nansen explain key.treaty quota --states states.csv --year 2014 --column population=people --state ITA --format csv
nansen explain key.treaty quota --states states.csv --year 2014 --column population=people --state DNK
nansen explain key.treaty seats --states states.csv --year 2014 --column population=people --state LUX
nansen explain key.treaty outstanding --states states.csv --year 2014 --column population=people --table Transfer=transfers.csv --state DEU
nansen explain key.treaty quota --states states.csv --year 2014 --column population=people --state FRA --format json --digits 4
