printf 'state,population\nDEU,80\n' > states.csv
printf 'destination,persons_moved,year\nDEU,5,2014\nDEU,100,2013\n' > transfers.csv
nansen allocate N8118_several_years.treaty --states states.csv --table Transfer=transfers.csv
