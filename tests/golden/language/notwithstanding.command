nansen run notwithstanding.treaty --cases notwithstanding.csv
nansen exceptions covered --file notwithstanding.treaty
