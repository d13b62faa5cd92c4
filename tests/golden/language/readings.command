nansen run readings.treaty --cases readings.csv
nansen run readings.treaty --cases readings.csv --reading text.strictness=strict
