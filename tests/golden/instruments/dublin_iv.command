# Arcadia has more than one and a half times its reference number; Cordovia has opted out, and pays.
nansen allocate dublin_iv_2016 --formula reference_number --states dublin_iv_states.csv
nansen allocate dublin_iv_2016 --formula place_left --states dublin_iv_states.csv
nansen allocate dublin_iv_2016 --formula receiving_key --states dublin_iv_states.csv
nansen allocate dublin_iv_2016 --formula solidarity_contribution --states dublin_iv_states.csv
# More applications than there are places: what finds none stays in Arcadia.
nansen allocate dublin_iv_2016 --formula receiving_key --states dublin_iv_overload_states.csv
