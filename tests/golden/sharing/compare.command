nansen compare distribution_key even_share --file key.treaty --states states.csv --year 2014 --column population=people --sort share
nansen compare key.quota key.seats --file key.treaty --states states.csv --year 2014 --column population=people --format csv
nansen compare key.quota key.quota --file key.treaty --states states.csv --year 2014 --column population=people --set asylum_weight=0%
nansen compare quota seats published --file key.treaty --states states.csv --year 2014 --column population=people --format json --digits 3
nansen compare quota seats --file key.treaty --states states.csv --year 2014 --column population=people --set price=3
