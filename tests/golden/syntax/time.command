nansen check --print ast time.treaty 2>/dev/null
