nansen sample N7014_nothing_declared.treaty --rows 1 --seed 1
