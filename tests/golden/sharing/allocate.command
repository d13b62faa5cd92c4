nansen allocate key.treaty --formula distribution_key --states states.csv --year 2014 --column population=people
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --sort quota --digits 4 --set asylum_weight=10% --set key.gdp_weight=0.5 --total 50
nansen allocate key.treaty --formula key.seats --states states.csv --year 2014 --column population=people --sort name
nansen allocate key.treaty --formula outstanding --states states.csv --year 2014 --column population=people --table Transfer=transfers.csv
