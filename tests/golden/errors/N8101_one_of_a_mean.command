printf 'state,population\nDEU,83000000\nMLT,\n' > states.csv
nansen allocate N8101_one_of_a_mean.treaty --states states.csv
