printf 'id,abroad\n1,yes\n' > cases.csv
nansen compare old wider --file N9620_no_draft.treaty --cases cases.csv --receipt receipt.json > before.txt
printf 'id,abroad\n1,no\n' > cases.csv
nansen repeat receipt.json
rm cases.csv
nansen repeat receipt.json
