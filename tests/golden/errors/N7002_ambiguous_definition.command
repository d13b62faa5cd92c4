nansen run N7002_ambiguous_definition.treaty --cases one.csv --define refugee
