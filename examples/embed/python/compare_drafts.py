# %% Whom article 125 of the MIMC covers as it stands, and as two drafts amend it
from pathlib import Path
import numpy as np
import pandas
import nansen

file = Path(__file__).parents[2] / "drafts" / "climate_sudden_onset.treaty"
drafts = {"as it stands": [], "climate head": ["climate_head"], "sudden onset": [file.stem]}
asked = ["mimc_2017.forced_migrant"]
texts = {name: nansen.compile(file, drafts=d, definitions=asked) for name, d in drafts.items()}
# %% A population, made up; of a fifth it is not known whether their homes can be lived in
impact = np.array(["flood", "heat", "salinisation", "sea_level_rise", "storm"]).repeat(6_000)
facts = texts["sudden onset"].schema["tables"][0]["columns"]
truths = [fact["name"] for fact in facts if fact["kind"] == "boolean"]
people = pandas.DataFrame(False, index=range(len(impact)), columns=truths)
dice = np.random.default_rng(1951).random((3, len(impact)))
people["compelled_to_leave"], people["risk_of_serious_harm"] = dice[0] < 0.9, dice[1] < 0.8
people["home_uninhabitable"] = np.ma.array(dice[2] < 0.5, mask=dice[2] > 0.8).tolist()
people["climate_impacts"] = [[one] for one in impact]
disasters = [["environmental_disaster"], []]
people["sources_of_serious_harm"] = [disasters[one != "storm"] for one in impact]
# %% The share of each group that a text covers and, pale, that it leaves open
found = {name: text.evaluate(people).to_dict()[asked[0]] for name, text in texts.items()}
answers = pandas.DataFrame(found)
covered = answers.eq(True).groupby(impact).mean()
reached = covered + answers.isna().groupby(impact).mean()
axes = reached.plot.bar(alpha=0.35, legend=False, ylabel="covered; pale: open", figsize=(8, 4.5))
covered.plot.bar(ax=axes, rot=0, ylim=(0, 1)).legend(axes.containers[3:], covered.columns, ncol=3)
axes.figure.savefig("compare_drafts.png", dpi=120)
print(covered.round(3))
