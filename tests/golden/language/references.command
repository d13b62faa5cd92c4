nansen run references.treaty --cases references.csv --table State=references_states.csv --table Region=references_regions.csv
