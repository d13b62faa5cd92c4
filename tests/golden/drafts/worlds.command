# The text as it is, and as each draft amends it; instruments that build on it follow.
nansen check worlds.treaty
nansen run worlds.treaty --cases worlds.csv --format table
nansen run worlds.treaty --draft flood_head --cases worlds.csv --format table
nansen run worlds.treaty --draft no_dikes --cases worlds.csv --format table
nansen run worlds.treaty --draft flood_head --draft no_fear --cases worlds.csv --format table
nansen explain worlds.treaty haven.guest --draft flood_head --cases worlds.csv --case behind_a_dike
nansen exceptions haven.guest --file worlds.treaty --draft no_dikes
nansen facts worlds.treaty --csv-header
nansen facts worlds.treaty --draft no_dikes --csv-header
nansen compare haven.guest shelter.housed --file worlds.treaty --draft flood_head --cases worlds.csv
# Each example is run in its own text; of the amended texts only what is new need be exercised.
nansen test worlds.treaty
nansen test worlds.treaty --draft flood_head
nansen test worlds.treaty --format csv
# Artefacts are of the text as amended.
nansen check worlds.treaty --draft flood_head
nansen check worlds.treaty --draft flood_head --print program
nansen check worlds.treaty --draft no_dikes --print ast
