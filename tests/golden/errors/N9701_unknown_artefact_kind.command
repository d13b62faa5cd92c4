nansen build N9701_unknown_artefact_kind.treaty -o shelter.dll
nansen build N9701_unknown_artefact_kind.treaty --out shelter
