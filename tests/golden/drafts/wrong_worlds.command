# What is wrong in the text is told once; what a draft brings, as in the text that it makes.
nansen check wrong_worlds.treaty
nansen check wrong_worlds.treaty --messages json
nansen check wrong_worlds.treaty --draft and_more
nansen test wrong_worlds.treaty
