nansen allocate many_truths.treaty --formula result --states many_truths.csv
