nansen check N7018_output_cut_short.treaty > /dev/full
nansen run N7018_output_cut_short.treaty --cases one.csv >&-
nansen --version > /dev/full
