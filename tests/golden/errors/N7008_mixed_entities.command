nansen run N7008_mixed_entities.treaty --cases one.csv --define draft.refugee,draft.party
