nansen check N9615_draft_twice.treaty
nansen check N9615_draft_twice.treaty --draft no_fear --draft no_fear
nansen check N9615_draft_twice.treaty --draft no_fear --draft N9615_draft_twice.treaty
