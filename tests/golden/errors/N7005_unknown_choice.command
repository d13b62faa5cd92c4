nansen run N7005_unknown_choice.treaty --cases one.csv --reading draft.scope=wider
