printf 'id,abroad\n1,yes\n' > cases.csv
nansen compare old wider --file N9620_no_draft.treaty --cases cases.csv --receipt receipt.json > before.txt
sed -i 's/"result_sha256": "[0-9a-f]\{8\}/"result_sha256": "00000000/' receipt.json
nansen repeat receipt.json
