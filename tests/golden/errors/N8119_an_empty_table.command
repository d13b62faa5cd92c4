printf 'state,population\n' > states.csv
nansen allocate N8119_an_empty_table.treaty --states states.csv
