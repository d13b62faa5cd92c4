# What was compared can be compared again, from wherever the receipt stands.
mkdir kept
nansen compare shelter_2001 storms --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered --receipt kept/receipt.json > kept/before.txt
grep -v -e engine -e nansen kept/receipt.json
nansen repeat kept/receipt.json
cd kept && nansen repeat receipt.json
cd / && nansen repeat "$OLDPWD/kept/receipt.json"
# Definitions of one text have receipts too.
nansen compare shelter_2001.sheltered shelter_2001.visitor --file shelter_2001.treaty --cases shelter_cases.csv --receipt kept/definitions.json > kept/before.txt
nansen repeat kept/definitions.json
# A page holds a receipt; it is made of drafts.
nansen compare shelter_2001 storms --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered --report kept/page.html > kept/before.txt
grep -c result_sha256 kept/page.html
nansen compare shelter_2001.sheltered shelter_2001.visitor --file shelter_2001.treaty --cases shelter_cases.csv --report kept/none.html
ls kept
nansen repeat kept/page.html
# A draft that is a file: it is found from where the receipt stands.
cp shelter_two_drafts.treaty kept/two.treaty
cd kept && nansen compare shelter_2001.sheltered two.treaty --file ../shelter_2001.treaty --cases ../shelter_cases.csv --brief --receipt two.json > before.txt
nansen repeat "$PWD/kept/two.json"
cd / && nansen repeat "$OLDPWD/kept/two.json"
# A page without a receipt.
printf '<!DOCTYPE html>\n' > kept/empty.html
nansen repeat kept/empty.html
# Nothing that is read is written over.
nansen compare shelter_2001 storms --file shelter_drafts.treaty --cases shelter_cases.csv --receipt shelter_cases.csv
# Files of the library are found in the library.
printf 'id\n1\n' > anyone.csv
nansen compare protocol_1967.refugee oau_1969.refugee --cases anyone.csv --receipt kept/library.json > kept/before.txt
grep -m1 -A1 protocol_1967.treaty kept/library.json
nansen repeat kept/library.json | cut -d, -f1
