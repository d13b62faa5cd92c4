nansen sample N7013_no_entity.treaty --rows 1 --seed 1 --entity Persn
