nansen run as_of.treaty --cases as_of.csv
nansen run as_of.treaty --cases as_of.csv --as-of 1999-12-31
nansen run as_of.treaty --cases as_of.csv --as-of 2000-01-01
nansen run as_of.treaty --cases as_of.csv --as-of 2009-12-31
nansen run as_of.treaty --cases as_of.csv --as-of 2010-01-01
