printf 'id,heard\nout,no\n' > removals.csv
nansen breaches N9207_two_kinds_of_acts.treaty --cases removals.csv
nansen breaches N9207_two_kinds_of_acts.treaty --cases removals.csv --entity Removal
