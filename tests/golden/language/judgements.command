nansen run judgements.treaty --cases judgements.csv
nansen explain judgements.treaty covered --cases judgements.csv --case 1
nansen explain judgements.treaty covered --cases judgements.csv --case 3
