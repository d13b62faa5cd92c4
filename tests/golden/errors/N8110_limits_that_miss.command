printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
nansen allocate N8110_limits_that_miss.treaty --states states.csv
nansen allocate N8110_limits_that_miss.treaty --states states.csv --set floor=0 --set ceiling=20
