nansen check --print ast formulas.treaty
