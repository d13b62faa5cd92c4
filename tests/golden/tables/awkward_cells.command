nansen run awkward_cells.treaty --cases awkward_cells.csv --format csv
nansen run awkward_cells.treaty --cases awkward_cells.csv --format json
