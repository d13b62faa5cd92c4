# Beneficiaries of interim protection and persons still to come do not count as resettled; Borduria gives neither places nor money.
nansen allocate mimc_2017_responsibility --formula quota --states mimc_states.csv --total 1000
nansen allocate mimc_2017_responsibility --formula due_this_year --states mimc_states.csv --set places=1000
nansen allocate mimc_2017_responsibility --formula outstanding --states mimc_states.csv --set places=1000 --table Transfer=mimc_transfers.csv
nansen allocate mimc_2017_responsibility --formula support --states mimc_states.csv
nansen allocate mimc_2017_responsibility --formula visas_outstanding --states mimc_states.csv
