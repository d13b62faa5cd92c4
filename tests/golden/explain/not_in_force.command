nansen explain refuge.treaty new.refugee --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --case fled --as-of 1970-01-01
