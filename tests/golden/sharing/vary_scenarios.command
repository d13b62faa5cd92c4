# Tables of their own: members and figures may differ from one to the next.
printf 'scenario,state,population,gdp,applications_2013,applications_2014,member,opted_out,beneficiary\nearly,DEU,8,5,1,1,yes,no,no\nearly,FRA,5,5,2,1,yes,no,no\nlate,DEU,8,5,1,1,yes,no,no\nlate,FRA,5,5,2,1,yes,no,no\nlate,HRV,2,1,2,1,yes,no,no\n' > scenarios.csv
nansen vary key.treaty --formula quota --scenarios scenarios.csv --each each.csv
cat each.csv
nansen vary key.treaty --formula quota --scenarios scenarios.csv --format json
nansen vary key.treaty --formula quota --scenarios scenarios.csv --format csv --chart chart.svg
grep -o 'Tick[^<]*' chart.svg && grep -o 'HRV[^<]*' chart.svg
# A table beside the scenarios may have other States; nobody is counted where nobody asks for it.
printf 'state,population,gdp,applications_2013,applications_2014,member,opted_out,beneficiary\nDEU,8,5,1,1,yes,no,no\nFRA,5,5,2,1,yes,yes,no\nMLT,1,1,1,1,yes,no,no\n' > table.csv
nansen vary key.treaty --formula quota --scenarios scenarios.csv --states table.csv
nansen vary key.treaty --formula quota --scenarios scenarios.csv --states table.csv --format csv
# Files arrive though nobody reads standard output to its end.
nansen vary key.treaty --formula quota --scenarios scenarios.csv --each kept.csv --chart kept.svg | true
cmp each.csv kept.csv && cmp chart.svg kept.svg
