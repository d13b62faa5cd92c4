nansen run N7001_unknown_definition.treaty --cases one.csv --define draft.refugeee
nansen run N7001_unknown_definition.treaty --cases one.csv --define draft.a_few
