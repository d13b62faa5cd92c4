# Both engines say the same of every scenario.
nansen vary key.treaty --formula quota --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40%/5 --each each.csv --engine native
nansen vary key.treaty --formula quota --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40%/5 --each exact.csv --engine interpreter --out exact.txt
cmp each.csv exact.csv
cat each.csv
nansen vary key.treaty --formula quota --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40%/3 --indicator population=90%..110%/3 --format csv --digits 4
nansen vary key.treaty --formula distribution_key --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40% --indicator population=90%..110% --indicator gdp=80%..120% --random 2000 --seed 7 --sort name --engine native
nansen vary key.treaty --formula distribution_key --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40% --indicator population=90%..110% --indicator gdp=80%..120% --random 2000 --seed 7 --format csv --out native.csv --engine native
nansen vary key.treaty --formula distribution_key --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40% --indicator population=90%..110% --indicator gdp=80%..120% --random 2000 --seed 7 --format csv --out exact.csv --engine interpreter
cmp native.csv exact.csv
nansen vary key.treaty --formula even_share --states states.csv --year 2014 --column population=people --parameter price=1..2/2
