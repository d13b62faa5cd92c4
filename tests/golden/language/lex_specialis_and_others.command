nansen run lex_specialis_and_others.treaty --cases lex_specialis_and_others.csv
