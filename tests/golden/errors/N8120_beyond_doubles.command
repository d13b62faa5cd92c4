printf 'state,population\nDEU,8000000000000001\nFRA,1\n' > states.csv
nansen vary N8120_beyond_doubles.treaty --states states.csv --indicator population=90%..110%/7
