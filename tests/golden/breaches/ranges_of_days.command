# A range within one year lies in that year; a row is certainly there between its latest first day and its earliest last.
nansen breaches ranges_of_days.treaty --cases ranges_of_days.csv --as-of 2015-01-01
# On a day on which the instrument is not in force it limits nothing.
nansen breaches ranges_of_days.treaty --cases ranges_of_days.csv --as-of 2021-01-01
