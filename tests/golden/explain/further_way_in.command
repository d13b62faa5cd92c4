nansen explain refuge.treaty new.refugee --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --case fled
nansen explain refuge.treaty new.refugee --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --case elsewhere
