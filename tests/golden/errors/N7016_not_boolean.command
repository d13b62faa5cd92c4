nansen compare --file N7016_not_boolean.treaty draft.refugee draft.grade --cases one.csv
