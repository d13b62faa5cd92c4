head -c 50000000 /dev/zero > large.treaty && nansen check large.treaty
