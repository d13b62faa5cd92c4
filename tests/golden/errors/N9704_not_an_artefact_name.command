nansen build N9704_not_an_artefact_name.treaty -o shelter.a --name shelter-2026
nansen build N9704_not_an_artefact_name.treaty -o shelter.a --name ""
