nansen run N7007_nothing_defined.treaty --cases one.csv
# Formulas are asked of States.
nansen run koenigstein --cases one.csv
