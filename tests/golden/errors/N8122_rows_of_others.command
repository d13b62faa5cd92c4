printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
printf 'destination,persons_moved,completed\nDEU,5,yes\nXXA,7,yes\n,1,yes\nUSA,3,no\n' > transfers.csv
nansen allocate N8122_rows_of_others.treaty --states states.csv --table Transfer=transfers.csv
