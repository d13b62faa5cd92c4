nansen test days.treaty
