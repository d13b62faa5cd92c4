nansen format drafts.treaty
nansen format --write drafts.treaty && nansen format --check drafts.treaty
