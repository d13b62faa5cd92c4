printf 'id,fled\namal,yes\n' | nansen watch wider --file N9626_cannot_watch.treaty --cases /dev/stdin
