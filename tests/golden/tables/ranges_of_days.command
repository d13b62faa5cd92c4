nansen run ranges_of_days.treaty --cases ranges_of_days.csv --table State=ranges_of_days_states.csv --table stays=ranges_of_days_stays.csv --format csv
nansen run ranges_of_days.treaty --cases ranges_of_days.csv --table State=ranges_of_days_states.csv --table stays=ranges_of_days_stays.csv --format json --engine interpreter --define due_on --define first_event --define delay
# A pipe cannot be read again: it is answered all the same.
cat ranges_of_days.csv | nansen run ranges_of_days.treaty --cases /dev/stdin --table State=ranges_of_days_states.csv --table stays=ranges_of_days_stays.csv --define due_on --define in_the_union
nansen facts ranges_of_days.treaty --define due_on
nansen compare decision.displaced_in_time decision.in_the_union --file ranges_of_days.treaty --cases ranges_of_days.csv --table State=ranges_of_days_states.csv --table stays=ranges_of_days_stays.csv
nansen explain ranges_of_days.treaty due_on --cases ranges_of_days.csv --case between
nansen explain ranges_of_days.treaty displaced_in_time --cases ranges_of_days.csv --case "too wide"
