nansen compare old.refugee new.refugee --file refuge.treaty --cases cases.csv --table nationalities=nationalities.csv --table State=states.csv --as-of 1970-01-01
