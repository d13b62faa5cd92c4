nansen run N7004_ambiguous_reading.treaty --cases one.csv --reading scope=wide
