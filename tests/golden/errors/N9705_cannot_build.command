NANSEN_BACK_END=no_such_library.so nansen build N9705_cannot_build.treaty -o N9705.so -o N9705.h
ls N9705.so N9705.h
TMPDIR=/nowhere nansen build N9705_cannot_build.treaty -o N9705.so
