# Shares and quotas by the text and by its drafts, State by State.
nansen compare quota_key wealth all_states --file quota_key.treaty --states quota_states.csv
nansen compare quota_key.even all_states --file quota_key.treaty --states quota_states.csv --format csv
nansen compare quota_key wealth --file quota_key.treaty --states quota_states.csv --define key --set to_relocate=10 --format json
# A draft that does not touch the formula.
nansen compare quota_key large_states --file quota_key.treaty --states quota_states.csv
# A receipt and a page, as over cases.
nansen compare quota_key wealth --file quota_key.treaty --states quota_states.csv --sort share --digits 4 --receipt receipt.json --report page.html > before.txt
nansen repeat receipt.json
grep -c 'Wealth counts for more' page.html
# What is wrong with the table or the names.
printf 'state,population,member\nArcadia,80,yes\n' > narrow.csv
nansen compare quota_key wealth --file quota_key.treaty --states narrow.csv
head -1 quota_states.csv > none.csv
nansen compare quota_key wealth --file quota_key.treaty --states none.csv
nansen compare quota_key.nothing wealth --file quota_key.treaty --states quota_states.csv
nansen compare quota_key wealth --file quota_key.treaty --states quota_states.csv --set weight=1
nansen compare quota_key wealth --file quota_key.treaty --states quota_states.csv --define key,even
