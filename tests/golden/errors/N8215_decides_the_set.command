printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
nansen vary N8215_decides_the_set.treaty --states states.csv --indicator population=90%..110%/3
