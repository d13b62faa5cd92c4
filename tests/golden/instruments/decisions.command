# Arcadia's duty is suspended in part, Borduria has admitted more from Turkey than its part of the reserve, and Drusselstein, which
# is not of the Union, takes 60.
nansen allocate council_decisions_2015 --formula duty --states decisions_states.csv --set reserve=600
nansen allocate council_decisions_2015 --formula lump_sums --states decisions_states.csv --table Transfer=decisions_transfers.csv
nansen allocate council_decisions_2015 --formula transfer_sums --states decisions_states.csv --table Transfer=decisions_transfers.csv
