nansen allocate german_proposal_1994 --states german_proposal_states.csv
nansen allocate german_proposal_1994 --states german_proposal_states.csv --set territory_weight=0
