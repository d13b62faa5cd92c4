printf 'state,population\nDEU,10\nFRA,10\n' > states.csv
nansen allocate N8114_two_halves.treaty --states states.csv
