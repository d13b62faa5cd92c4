# The text as amended, and back again: it says the same.
nansen consolidate flood_head --file worlds.treaty
nansen consolidate haven --file worlds.treaty --draft flood_head --draft no_fear --out amended.treaty
nansen check amended.treaty
nansen test amended.treaty
nansen run amended.treaty --cases worlds.csv --format table
nansen run worlds.treaty --draft flood_head --draft no_fear --cases worlds.csv --format table
# What is read is not written over, and nothing is written after an error.
nansen consolidate flood_head --file worlds.treaty --out worlds.treaty
nansen consolidate flod_head --file worlds.treaty --out nothing.treaty
nansen consolidate flood_head --file worlds.treaty --draft flood_head --out nothing.treaty
nansen consolidate worlds.treaty --out nothing.treaty
nansen consolidate nowhere.treaty
nansen consolidate .
ls nothing.treaty
