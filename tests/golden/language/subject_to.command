nansen run subject_to.treaty --cases subject_to.csv
nansen exceptions covered --file subject_to.treaty
