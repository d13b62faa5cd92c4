nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --format csv
nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --out breaches.json
cat breaches.json
