# Machine code is kept, and found again; so are syntax trees.
XDG_CACHE_HOME=$PWD/kept nansen run shelter.treaty --cases persons.csv --engine native
ls kept/nansen | sed "s/-[0-9a-f]*//"
stat -c %Y.%s kept/nansen/code-* > before; XDG_CACHE_HOME=$PWD/kept nansen run shelter.treaty --cases persons.csv --engine native; ls kept/nansen | grep -c code
# What is torn, empty or of another kind is made anew.
for file in kept/nansen/code-* kept/nansen/tree-*; do head -c 100 $file > torn && mv torn $file; done
XDG_CACHE_HOME=$PWD/kept nansen run shelter.treaty --cases persons.csv --engine native
for file in kept/nansen/code-* kept/nansen/tree-*; do test $(stat -c %s $file) -gt 100 || echo torn; done
for file in kept/nansen/*; do rm $file; mkdir $file; done
XDG_CACHE_HOME=$PWD/kept nansen run shelter.treaty --cases persons.csv --engine native
# Nothing is kept where that cannot be done, and nothing where it is not wanted.
touch file; XDG_CACHE_HOME=$PWD/file nansen run shelter.treaty --cases persons.csv --engine native
XDG_CACHE_HOME=/proc/self nansen run shelter.treaty --cases persons.csv --engine native
XDG_CACHE_HOME=$PWD/none nansen run shelter.treaty --cases persons.csv --engine native --anew; ls none
XDG_CACHE_HOME=relative HOME=$PWD/home nansen run shelter.treaty --cases persons.csv --engine native; ls home/.cache; ls relative
