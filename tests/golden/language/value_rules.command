nansen run value_rules.treaty --cases value_rules.csv
