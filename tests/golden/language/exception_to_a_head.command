nansen run exception_to_a_head.treaty --cases exception_to_a_head.csv
