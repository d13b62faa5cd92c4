printf 'id,admitted_on\nines,2026-03-01\n' > persons.csv
nansen run N9201_no_day.treaty --cases persons.csv --define shelter.sheltered
nansen explain N9201_no_day.treaty shelter.sheltered --cases persons.csv --case ines
nansen compare shelter.sheltered shelter.leaving_alone --file N9201_no_day.treaty --cases persons.csv
nansen rights N9201_no_day.treaty --cases persons.csv --case ines
nansen breaches N9201_no_day.treaty --cases persons.csv
# Days that do not depend on the day asked can be asked without one.
nansen run N9201_no_day.treaty --cases persons.csv --define shelter.sheltered.last_day
