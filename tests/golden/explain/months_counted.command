# A day more can make it no month, so that nothing is certain of days that are not known.
nansen run months_counted.treaty --cases months_counted.csv --as-of 2026-06-01 --define here_for_a_month
nansen explain months_counted.treaty here_for_a_month --cases months_counted.csv --case unknown --as-of 2026-06-01
nansen explain months_counted.treaty here_for_a_month --cases months_counted.csv --case not_in_february --as-of 2026-06-01
