# What facts lists, sample writes and run takes.
nansen facts neighbours.treaty
nansen sample neighbours.treaty --rows 3 --seed 4 --entity Person --out c.csv --table State=s.csv --table State.neighbours=n.csv && nansen run neighbours.treaty --cases c.csv --table State=s.csv --table State.neighbours=n.csv
nansen sample neighbours.treaty --rows 3 --seed 4 --table neighbours=n.csv
# Cases of a State are not what the cases lead to.
nansen run neighbours.treaty --cases c.csv --table Person=s.csv
