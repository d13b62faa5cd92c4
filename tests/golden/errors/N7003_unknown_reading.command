nansen run N7003_unknown_reading.treaty --cases one.csv --reading draft.scpe=wide
