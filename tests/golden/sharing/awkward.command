# No State in the set, and none that reports.
printf 'state,population,debt,member\nA,1,,no\nB,2,,no\n' > none.csv
nansen allocate awkward.treaty --formula key --states none.csv
nansen allocate awkward.treaty --formula reported --states none.csv
# All are zero.
printf 'state,population,member\nA,0,yes\nB,0,yes\n' > zero.csv
nansen allocate awkward.treaty --formula key --states zero.csv
nansen allocate awkward.treaty --formula inverse_key --states zero.csv
nansen allocate awkward.treaty --formula negative_stand_in --states zero.csv
# What is cut off finds no State, or goes by numbers below zero.
printf 'state,population,debt,rich,member\nA,10,1,no,yes\nB,20,2,yes,\nC,30,3,yes,no\n' > three.csv
nansen allocate awkward.treaty --formula nowhere_to_go --states three.csv --format csv
nansen allocate awkward.treaty --formula below_zero --states three.csv
# A parameter that is written as a whole number is set to another.
nansen allocate awkward.treaty --formula weighted --states three.csv --set factor=2.75 --format csv
nansen allocate awkward.treaty --formula weighted --states three.csv --set unread=3
# Truths of a formula are no outside its set; B, which is rich, is not both, though it is not known whether it is a member.
nansen allocate awkward.treaty --formula counted --states three.csv --format csv
# It is not known whether a row counts.
printf 'id,destination,persons_moved,completed\n1,A,5,yes\n2,B,7,\n' > rows.csv
nansen allocate awkward.treaty --formula arrived --states three.csv --table Transfer=rows.csv
# Numbers that outgrow all memory.
nansen allocate awkward.treaty --formula growing --states three.csv --format csv
