# Indicators that make no sense below zero are refused in the table.
nansen allocate german_proposal_1994 --states negative.csv
