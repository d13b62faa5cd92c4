nansen run notwithstanding.treaty --cases notwithstanding.csv
nansen exceptions notwithstanding.treaty covered
