printf 'id,refugee\nines,yes\n' > persons.csv
nansen run N9205_nothing_binds.treaty --cases persons.csv --bound-only --as-of 2026-01-01
