# The draft's last amendment is the one too many.
awk 'BEGIN { print "vocabulary v entity P { x : boolean }"; print "instrument i { article 1 { define d of P as x } }"; print "draft long_draft amends i {"; for (n = 0; n < 10001; ++n) print "insert { article " n + 2 " { define d" n " of P as x } }"; print "}" }' > long.treaty && nansen check long.treaty
