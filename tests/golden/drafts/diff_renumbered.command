nansen diff tiny numbered --file diff_renumbered.treaty
nansen diff tiny numbered --file diff_renumbered.treaty --format csv
nansen diff tiny labelled --file diff_renumbered.treaty
nansen diff tiny inside --file diff_renumbered.treaty
