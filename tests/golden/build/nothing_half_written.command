# Of several files all are written or none, and what stands there stays.
nansen build nothing_half_written.treaty -o no_such_folder/shelter.so
nansen build nothing_half_written.treaty -o first.h -o no_such_folder/shelter.h
echo before > kept.h && nansen build nothing_half_written.treaty -o kept.h -o second.dll
nansen build nothing_half_written.treaty -o kept.h -o kept.h
nansen build nothing_half_written.treaty -o nothing_half_written.treaty
nansen build nothing_half_written.treaty
ls *.h && cat kept.h
