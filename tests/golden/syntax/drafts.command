nansen check --print ast drafts.treaty 2>/dev/null
