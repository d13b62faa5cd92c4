nansen compare old.refugee new.refugee --file refuge.treaty --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --format csv
nansen compare old.refugee new.refugee --file refuge.treaty --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --format json
