nansen sample N7015_unknown_table.treaty --rows 1 --seed 1 --table nationalities=n.csv
