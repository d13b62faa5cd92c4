# The fourth year before does not count, nor does a State that takes no part.
nansen allocate european_refugee_fund_2008 --formula amount --states refugee_fund_states.csv --table AsylumYear=refugee_fund_years.csv
nansen allocate european_refugee_fund_2008 --formula allotted --states refugee_fund_states.csv --table AsylumYear=refugee_fund_years.csv
