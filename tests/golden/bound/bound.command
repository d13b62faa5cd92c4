nansen run bound.treaty --cases persons.csv --table State=states.csv --as-of 1975-06-01
nansen run bound.treaty --cases persons.csv --table State=states.csv --as-of 1975-06-01 --bound-only
nansen run bound.treaty --cases persons.csv --table State=states.csv --as-of 1965-01-01 --bound-only --format table
nansen run bound.treaty --cases persons.csv --table State=states.csv --as-of 1975-05-31 --bound-only --format table --define old.protected,new.protected,new.standard
nansen run bound.treaty --cases states.csv --as-of 1975-06-01 --define old.binds.State,old.binds.State.from,old.binds.State.until,new.binds.State,new.binds.State.from
# Whom the law binds is part of why.
nansen explain bound.treaty new.binds.Person --cases persons.csv --table State=states.csv --case d --as-of 1975-06-01
