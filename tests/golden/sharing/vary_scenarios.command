# Tables of their own: members and figures may differ from one to the next.
printf 'scenario,state,population,gdp,applications_2013,applications_2014,member,opted_out,beneficiary\nearly,DEU,8,5,1,1,yes,no,no\nearly,FRA,5,5,2,1,yes,no,no\nlate,DEU,8,5,1,1,yes,no,no\nlate,FRA,5,5,2,1,yes,no,no\nlate,HRV,2,1,2,1,yes,no,no\n' > scenarios.csv
nansen vary key.treaty --formula quota --scenarios scenarios.csv --each each.csv
cat each.csv
nansen vary key.treaty --formula quota --scenarios scenarios.csv --format json
