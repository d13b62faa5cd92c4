printf 'state,population\nDEU,83000000\nMLT,\n' > states.csv
printf 'state,populaton\nDEU,83000000\n' > misspelt.csv
nansen allocate N8101_not_reported.treaty --states states.csv
nansen allocate N8101_not_reported.treaty --states misspelt.csv
