nansen explain status.treaty protection --cases status.csv --case anna --as-of 2024-06-01
# The fact that is missing, and the days between which the answer lies.
nansen explain status.treaty protection --cases status.csv --case dora --as-of 2024-06-01
nansen explain status.treaty protection --cases status.csv --case ben --as-of 2024-06-01
nansen explain status.treaty protection.last_day --cases status.csv --case carl --as-of 2024-06-01
nansen explain status.treaty residence --cases status.csv --case carl --as-of 2024-06-01
nansen explain status.treaty settled --cases status.csv --case ben --as-of 2024-06-01
nansen explain status.treaty in_time --cases status.csv --case ben --as-of 2024-06-01
nansen explain status.treaty employment --cases status.csv --case ben --as-of 2024-06-01
nansen explain status.treaty responsible --cases status.csv --case anna --as-of 2024-06-01
nansen explain status.treaty responsible --cases status.csv --case ben --as-of 2024-06-01
nansen run status.treaty --cases status.csv --as-of 2024-06-01 --define responsible --define protection.last_day --format json
