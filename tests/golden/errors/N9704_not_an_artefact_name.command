nansen build N9704_not_an_artefact_name.treaty -o shelter.a --name shelter-2026
nansen build N9704_not_an_artefact_name.treaty -o shelter.a --name ""
# In C no name begins with a digit.
nansen build N9704_not_an_artefact_name.treaty -o 1951.h
