printf 'state,population\nDEU,83000000\nMLT,\n' > states.csv
nansen allocate N8101_no_year_reported.treaty --states states.csv
