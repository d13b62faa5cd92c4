nansen build N9703_target_of_another_kind.treaty -o shelter.wasm --target x86_64
nansen build N9703_target_of_another_kind.treaty -o shelter.so --target wasm32
nansen build N9703_target_of_another_kind.treaty -o shelter.wasm -o shelter.h
nansen build koenigstein -o koenigstein.wasm
