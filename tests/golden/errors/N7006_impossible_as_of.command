nansen run N7006_impossible_as_of.treaty --cases one.csv --as-of 2026-02-30
