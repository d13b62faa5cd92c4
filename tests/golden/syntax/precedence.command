nansen check --print ast precedence.treaty
