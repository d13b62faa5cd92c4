# What sample writes, run takes.
nansen sample linked_rows.treaty --rows 5 --seed 3 --out cases.csv --table nationalities=n.csv --table nationalities.permits=p.csv && cat cases.csv n.csv p.csv
nansen sample linked_rows.treaty --rows 5 --seed 3 --out cases.csv --table nationalities=n.csv --table nationalities.permits=p.csv && nansen run linked_rows.treaty --cases cases.csv --table nationalities=n.csv --table nationalities.permits=p.csv --format csv
