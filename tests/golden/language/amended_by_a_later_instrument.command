# What a protocol adds to a convention's definitions counts from the day the protocol is in force.
nansen run amended_by_a_later_instrument.treaty --cases amended_by_a_later_instrument.csv --as-of 1950-01-01
nansen run amended_by_a_later_instrument.treaty --cases amended_by_a_later_instrument.csv --as-of 1960-01-01
nansen run amended_by_a_later_instrument.treaty --cases amended_by_a_later_instrument.csv --as-of 1970-01-01
nansen explain amended_by_a_later_instrument.treaty old.refugee --cases amended_by_a_later_instrument.csv --case 2 --as-of 1960-01-01
nansen test amended_by_a_later_instrument.treaty
