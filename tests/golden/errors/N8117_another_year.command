printf 'state,year,population\nDEU,2013,80\nDEU,2014,81\n' > states.csv
nansen allocate N8117_another_year.treaty --states states.csv --year 2020
