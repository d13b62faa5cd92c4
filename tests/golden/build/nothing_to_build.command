nansen build nothing_to_build.treaty -o people.so
nansen build nothing_half_written.treaty --define refugee -o shelter.so
nansen build mimc_2017_interim -o interim.h
nansen build no_such_file.treaty -o shelter.so
ls *.so *.h
