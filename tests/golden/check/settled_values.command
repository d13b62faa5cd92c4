nansen check settled_values.treaty --print program
