printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
nansen allocate N8108_nothing_to_go_by.treaty --states states.csv
