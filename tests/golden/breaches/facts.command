# What limits read of an act is among the facts that a table of acts may hold.
nansen facts transfers.treaty --csv-header
nansen facts transfers.treaty --csv-header --define moves.hearing
