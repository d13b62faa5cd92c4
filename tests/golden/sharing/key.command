# What the file holds, and what its tables need.
nansen check key.treaty
nansen facts key.treaty
nansen facts key.treaty --csv-header
nansen facts key.treaty --csv-header --table Transfer
nansen check key.treaty --print sheet
