printf 'state,population,balance\nDEU,83000000,5\nVAT,0,1\n' > states.csv
nansen allocate N8103_nobody_lives_there.treaty --states states.csv
