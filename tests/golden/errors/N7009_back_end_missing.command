NANSEN_BACK_END=/nowhere/libnansen-native.so nansen run N7009_back_end_missing.treaty --cases one.csv --engine native
# Nothing is missing where native code is but what might take over.
NANSEN_BACK_END=/nowhere/libnansen-native.so nansen run N7009_back_end_missing.treaty --cases one.csv
