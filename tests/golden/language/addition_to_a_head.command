nansen run addition_to_a_head.treaty --cases addition_to_a_head.csv
