nansen run subject_to.treaty --cases subject_to.csv
nansen exceptions subject_to.treaty covered
