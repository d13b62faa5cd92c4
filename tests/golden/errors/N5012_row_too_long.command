printf "%0100000d\n" 0 | tr 0 , > wide.csv && nansen run tables/person.treaty --cases wide.csv
