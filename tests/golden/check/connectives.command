nansen check connectives.treaty --print program
