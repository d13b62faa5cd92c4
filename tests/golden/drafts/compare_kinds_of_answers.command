# Days, numbers, members of an enumeration; definitions that only one text has; a range of days.
nansen compare shelter_2001 longer_stay farewell --file shelter_drafts.treaty --cases shelter_cases.csv --as-of 2025-03-01
nansen compare shelter_2001 longer_stay --file shelter_drafts.treaty --cases shelter_cases.csv --define stay.last_day
# Rights alone.
nansen compare shelter_2001 storms --rights --file shelter_drafts.treaty --cases shelter_cases.csv
