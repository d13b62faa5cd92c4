nansen test refuge.treaty
nansen test refuge.treaty --format csv
