# What nansen compare prints of drafts, without the explanations and the facts of the cases that show a difference, and
# without the marks of what is not verified.
BEGIN { RS = ""; ORS = "\n\n" }
/^[a-z0-9_]+ +│ / || /^Not verified/ { next }
{ gsub(/\n   [├└│][^\n]*/, ""); print }
