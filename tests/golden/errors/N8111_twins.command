printf 'state,population\nDEU,10\nFRA,10\n' > states.csv
nansen allocate N8111_twins.treaty --states states.csv
