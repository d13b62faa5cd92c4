printf 'id,party_from,inhabitants\nDEU,2000-01-01,80000000\nNRU,never,12000\n' > states.csv
nansen run N9206_a_number.treaty --cases states.csv --bound-only --as-of 2026-01-01
nansen run N9206_a_number.treaty --cases states.csv --bound-only --define sharing.taking_part
nansen run N9206_a_number.treaty --cases states.csv --bound-only --define sharing.taking_part --as-of 2026-01-01
