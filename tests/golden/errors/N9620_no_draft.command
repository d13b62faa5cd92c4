printf 'id,abroad\n1,yes\n' > cases.csv
nansen compare old new --file N9620_no_draft.treaty --cases cases.csv
nansen compare old old --file N9620_no_draft.treaty --cases cases.csv
nansen compare old widr --file N9620_no_draft.treaty --cases cases.csv
nansen compare old.guest new.guest --file N9620_no_draft.treaty --cases cases.csv --report page.html
