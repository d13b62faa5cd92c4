# A receipt may come from anyone.
printf '{' > receipt.json
nansen repeat receipt.json
printf '{"receipt": 1, "nansen": "0.1.0", "asked": {"names": ["a", "b"], "engine": "native", "cases": "/etc/passwd"}}' > receipt.json
nansen repeat receipt.json
printf '{"receipt": 1, "nansen": "0.1.0", "asked": {"names": ["a", "b"], "engine": "native", "cases": "cases.csv", "out": "here"}}' > receipt.json
nansen repeat receipt.json
printf '{"receipt": 7}' > receipt.json
nansen repeat receipt.json
nansen repeat /dev/zero
nansen repeat nowhere.json
# It lists a hash of all that is read.
printf 'id,abroad\n1,yes\n' > cases.csv
nansen compare old wider --file N9620_no_draft.treaty --cases cases.csv --receipt receipt.json > before.txt
sed -i 's/"cases": "cases.csv"/"cases": "others.csv"/' receipt.json
cp cases.csv others.csv
nansen repeat receipt.json
