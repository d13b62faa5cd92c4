NANSEN_BACK_END=/nowhere/libnansen-native.so nansen run N7009_back_end_missing.treaty --cases one.csv
