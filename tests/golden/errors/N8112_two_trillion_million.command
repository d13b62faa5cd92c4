printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
nansen allocate N8112_two_trillion_million.treaty --states states.csv --total 2000000000000000000
