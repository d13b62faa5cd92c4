nansen run N7017_output_is_input.treaty --cases one.csv --out N7017_output_is_input.treaty
nansen run N7017_output_is_input.treaty --cases one.csv --out ./one.csv && cat one.csv
nansen build N7017_output_is_input.treaty -o shelter.h -o ./shelter.h
nansen sample N7017_output_is_input.treaty --rows 1 --seed 1 --out N7017_output_is_input.treaty
