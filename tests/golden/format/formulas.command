nansen format formulas.treaty
nansen format --write formulas.treaty && nansen format --check formulas.treaty
