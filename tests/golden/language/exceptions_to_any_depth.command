nansen run exceptions_to_any_depth.treaty --cases exceptions_to_any_depth.csv
nansen exceptions exceptions_to_any_depth.treaty covered
