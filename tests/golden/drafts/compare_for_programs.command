nansen compare shelter_2001 storms --file shelter_drafts.treaty --cases shelter_cases.csv --define housing --format csv
nansen compare shelter_2001 storms farewell --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered,visitor --format json
