nansen run without_prejudice_to.treaty --cases without_prejudice_to.csv
nansen exceptions covered --file without_prejudice_to.treaty
