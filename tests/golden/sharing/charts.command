# A sweep is drawn as lines, anything else as ranges.
nansen vary key.treaty --formula quota --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40%/3 --chart sweep.svg --format csv
cat sweep.svg
nansen vary key.treaty --formula quota --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40% --random 100 --chart ranges.html --out ranges.json
cat ranges.html
nansen vary key.treaty --formula quota --states states.csv --year 2014 --column population=people --parameter asylum_weight=0%..40%/3 --chart sweep.png
