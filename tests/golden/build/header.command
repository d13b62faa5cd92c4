nansen build header.treaty --as-of 2026-07-01 --reading nearness=oneself -o shelter.h --target x86_64
cat shelter.h
nansen build header.treaty --define papers -o papers-2026.h && head -20 papers-2026.h
