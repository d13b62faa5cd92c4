nansen check transfers.treaty
nansen breaches transfers.treaty --entity Transfer --cases transfers.csv --table Place=places.csv
nansen breaches transfers.treaty --entity Detention --cases detentions.csv
