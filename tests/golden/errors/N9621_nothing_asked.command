printf 'id,abroad\n1,yes\n' > cases.csv
nansen compare empty wider --file N9620_no_draft.treaty --cases cases.csv
nansen compare old wider --rights --file N9620_no_draft.treaty --cases cases.csv
nansen compare old wider --file N9620_no_draft.treaty --states cases.csv
