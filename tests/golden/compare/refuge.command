nansen check refuge.treaty
