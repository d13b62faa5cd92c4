nansen explain refuge.treaty old.refugee --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --case lifted
nansen explain refuge.treaty old.refugee --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --case lifted --whole
