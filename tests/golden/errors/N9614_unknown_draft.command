nansen check N9614_unknown_draft.treaty
nansen check N9614_unknown_draft.treaty --draft flood_heads
nansen check N9614_unknown_draft.treaty --draft oau_1969
nansen check N9614_unknown_draft.treaty --draft nowhere.treaty
nansen check N9614_unknown_draft.treaty --draft .
