printf 'id,refugee\nines,yes\n' > persons.csv
nansen compare --rights persons_act families_act --file N9208_rights_of_others.treaty --cases persons.csv
