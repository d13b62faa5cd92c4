printf 'state,population,balance,unemployment_rate,member\nDEU,83000000,5,3,yes\nFRA,68000000,3,7,yes\nMLT,500000,-1,0,no\n' > states.csv
nansen vary N8206_no_range.treaty --states states.csv --parameter weight=10%
nansen vary N8206_no_range.treaty --states states.csv --parameter weight=0%..20%
nansen vary N8206_no_range.treaty --states states.csv --parameter weight=20%..0%/5
nansen vary N8206_no_range.treaty --states states.csv --parameter weight=0%..20%/none
nansen vary N8206_no_range.treaty --states states.csv --parameter weight=0%..x/3
nansen vary N8206_no_range.treaty --states states.csv --parameter weight=0%..20%/3 --parameter weight=0%..50%/3
