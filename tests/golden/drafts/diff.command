nansen diff haven flood_head --file worlds.treaty
nansen diff haven flood_head --file worlds.treaty --all
nansen diff haven no_fear --file worlds.treaty --format csv
nansen diff haven no_dikes --file worlds.treaty --format json
nansen diff flood_head no_dikes --file worlds.treaty --text
nansen diff haven no_fear --file worlds.treaty --text --format csv
nansen diff haven haven --file worlds.treaty
nansen diff haven shelter --file worlds.treaty
nansen diff qualification_directive_2011 qualification_regulation_2024
nansen diff haven flood_head --file worlds.treaty --html page.html
cat page.html
nansen diff haven flood_heat --file worlds.treaty
nansen diff haven flood_head --file worlds.treaty --html worlds.treaty
nansen diff haven flood_head --file worlds.treaty --html nowhere/page.html
nansen diff haven --file worlds.treaty
