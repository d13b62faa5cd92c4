nansen check nowhere.treaty
