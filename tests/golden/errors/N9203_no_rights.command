printf 'id,refugee\nines,yes\n' > persons.csv
nansen rights N9203_no_rights.treaty
nansen compare --rights shelter sheltre --file N9203_no_rights.treaty --cases persons.csv
