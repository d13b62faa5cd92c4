printf 'id,moved_on\nm1,2026-03-01\n' > moves.csv
nansen breaches N9201_limit.treaty --cases moves.csv
nansen breaches N9201_limit.treaty --cases moves.csv --as-of 2026-07-01
