# The base is named with what it is amended by; a draft that touches nothing of it is said to.
nansen compare shelter_2001 no_exclusion --draft storms --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered --brief
nansen compare shelter_2001 no_exclusion --draft storms --file shelter_drafts.treaty --cases shelter_cases.csv --define sheltered --format json | head -12
nansen compare shelter_2001.visitor storms no_exclusion --file shelter_drafts.treaty --cases shelter_cases.csv --brief
# A draft is compared once, and applied once.
nansen compare shelter_2001 storms storms --file shelter_drafts.treaty --cases shelter_cases.csv
nansen compare shelter_2001 storms --draft storms --file shelter_drafts.treaty --cases shelter_cases.csv
# A reading that only a draft has is chosen in the draft; one that no text has is an error.
printf 'vocabulary v\nentity Person { poor : boolean  sick : boolean }\ninstrument aid { uses v  define helped of Person as poor }\n' > aid.treaty
printf 'draft wider amends aid {\n  (1) insert { reading extent "How far?" { poor_alone "the poor alone" default  sick_too "the sick too" } }\n  (2) replace helped with { define helped of Person as poor or (extent is sick_too and sick) }\n}\n' > wider.treaty
printf 'id,poor,sick\n1,no,yes\n' > aid.csv
nansen compare aid wider.treaty --file aid.treaty --cases aid.csv --brief --reading extent=sick_too
nansen compare aid wider.treaty --file aid.treaty --cases aid.csv --brief --reading extent=none
nansen compare aid wider.treaty --file aid.treaty --cases aid.csv --brief --reading other=wide
# Two drafts of one file are applied one after the other.
printf 'draft ta amends aid { (1) replace the words poor with poor or sick }\ndraft tb amends aid { (1) omit the words poor  (2) replace the words old with poor }\n' > both.treaty
nansen compare aid both.treaty --file aid.treaty --cases aid.csv
# What is said of States is not said of cases.
nansen compare aid wider.treaty --file aid.treaty --cases aid.csv --total 3
