nansen facts linked_rows.treaty --csv-header
nansen facts referenced_rows.treaty --csv-header
nansen facts linked_rows.treaty
