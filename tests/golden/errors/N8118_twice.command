printf 'state,year,population\nDEU,2013,80\nDEU,2014,81\n' > states.csv
nansen allocate N8118_twice.treaty --states states.csv
