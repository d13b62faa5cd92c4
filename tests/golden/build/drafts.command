nansen build drafts.treaty --draft wider -o wider.h
cat wider.h
