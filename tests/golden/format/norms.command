nansen format norms.treaty
nansen format --write norms.treaty && nansen format --check norms.treaty
