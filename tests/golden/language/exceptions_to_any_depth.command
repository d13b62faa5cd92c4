nansen run exceptions_to_any_depth.treaty --cases exceptions_to_any_depth.csv
nansen exceptions covered --file exceptions_to_any_depth.treaty
