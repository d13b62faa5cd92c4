nansen format time.treaty
nansen format --write time.treaty && nansen format --check time.treaty
