# A text and two drafts: who gains and loses, because of what, and shown by whom.
nansen compare shelter_2001 storms no_exclusion --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered,housing
# A definition of the base alone, and a file of drafts, which are applied one after another.
nansen compare shelter_2001.sheltered shelter_two_drafts.treaty --cases shelter_cases.csv
# The other way round, from the draft back to the text; and a draft on top of another.
nansen compare storms shelter_2001 --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered
nansen compare shelter_2001 no_exclusion --draft storms --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered
