nansen format awkward_comments.treaty
nansen format --write awkward_comments.treaty && nansen format --check awkward_comments.treaty
