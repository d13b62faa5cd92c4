printf 'id,abroad\n1,yes\n' > cases.csv
nansen compare old wider --file N9620_no_draft.treaty --cases cases.csv --receipt receipt.json > before.txt
sed -i 's/"nansen": "[0-9.]*"/"nansen": "0.0.9"/' receipt.json
nansen repeat receipt.json
