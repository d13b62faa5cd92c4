printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
printf 'id,destination,persons_moved\nfirst,DEU,5\nsecond,DEU,\n' > transfers.csv
nansen allocate N8101_a_row_of_a_group.treaty --states states.csv --table Transfer=transfers.csv
