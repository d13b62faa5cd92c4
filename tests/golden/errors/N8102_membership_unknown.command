printf 'state,population,member\nDEU,83000000,yes\nMLT,500000,\n' > states.csv
nansen allocate N8102_membership_unknown.treaty --states states.csv
