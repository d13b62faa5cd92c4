nansen allocate bovens_bartsch_2015 --states bovens_bartsch_states.csv
