nansen check addresses.treaty --print program
