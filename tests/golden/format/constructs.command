nansen format constructs.treaty
nansen format --write constructs.treaty && nansen format --check constructs.treaty
