nansen check --print ast norms.treaty 2>/dev/null
