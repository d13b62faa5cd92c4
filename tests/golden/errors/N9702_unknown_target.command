nansen build N9702_unknown_target.treaty -o shelter.so --target x86-64
nansen build N9702_unknown_target.treaty -o shelter.so --target riscv
