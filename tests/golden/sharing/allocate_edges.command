# Totals of zero and of 10^15; one State alone; two that tie.
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --total 0 --format csv
nansen allocate key.treaty --formula quota --states states.csv --year 2014 --column population=people --total 1000000000000000 --format csv
printf 'state,population,gdp,applications_2013,applications_2014,member,opted_out,beneficiary\nDEU,5,5,1,1,yes,no,no\n' > one.csv
nansen allocate key.treaty --formula quota --states one.csv --format csv
printf 'id,population,gdp,applications_2013,applications_2014,member,opted_out,beneficiary\nDEU,5,5,1,1,yes,no,no\nFRA,5,5,1,1,yes,no,no\nITA,5,5,1,1,yes,no,no\n' > equal.csv
nansen allocate key.treaty --formula quota --states equal.csv --total 1001 --format csv
