printf 'state,population\nDEU,8000\nFRA,1000\n' > states.csv
nansen allocate N8115_floors_over_ceilings.treaty --states states.csv
