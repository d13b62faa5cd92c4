printf 'id,moved\nout,12\nback,-3\n' > transfers.csv
nansen breaches N9101_below_zero.treaty --cases transfers.csv
