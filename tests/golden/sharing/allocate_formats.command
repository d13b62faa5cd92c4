nansen allocate key.treaty --formula distribution_key --states states.csv --year 2014 --column population=people --format csv --sort share
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --format csv --digits 12 --out quota.csv
cat quota.csv
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --out quota.json --digits 3
cat quota.json
nansen allocate key.treaty --formula outstanding --states states.csv --year 2014 --column population=people --table Transfer=transfers.csv --format csv
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --print sheet
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --out states.csv
# Who is left out, and for what.
nansen allocate key.treaty --formula key.seats --states states.csv --year 2014 --column population=people --format json --digits 2
