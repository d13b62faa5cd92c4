# A draft that touches nothing of what is asked: no case is read.
nansen compare shelter_2001.visitor storms --file shelter_drafts.treaty --cases shelter_cases.csv
# The same in other words, a table without cases, and cases without weights.
nansen compare shelter_2001.visitor other_order --file shelter_drafts.treaty --cases shelter_cases.csv
head -1 shelter_cases.csv > none.csv
nansen compare shelter_2001.sheltered storms --file shelter_drafts.treaty --cases none.csv
cut -d, -f1,3- shelter_cases.csv > unweighted.csv
nansen compare shelter_2001.sheltered no_exclusion --file shelter_drafts.treaty --cases unweighted.csv
