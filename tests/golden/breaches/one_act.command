nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --table Place=places.csv --case t3
nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --table Place=places.csv --case t4
nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --table Place=places.csv --case t1
nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --case t6 --format json
