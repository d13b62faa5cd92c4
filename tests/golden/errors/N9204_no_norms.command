printf 'id,heard\nout,yes\n' > removals.csv
printf 'id,moved\nout,1\n' > transfers.csv
nansen breaches N9204_no_norms.treaty --cases removals.csv --entity Removal
nansen breaches N9204_no_norms.treaty --cases transfers.csv --case out
nansen breaches N9204_no_norms.treaty --cases transfers.csv --entity Transfers
nansen breaches N9204_no_norms.treaty --cases transfers.csv
