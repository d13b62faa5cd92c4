"""Where the project is, and what its command builds."""

import os
import subprocess
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("NANSEN_BUILD", SOURCE / "build"))

SHELTER = """
vocabulary shelter_facts
enumeration Danger { war, flood, famine }
entity State {
  party : boolean "Is the State a party?"
}
entity Paper {
  valid : boolean "Is the paper valid?"
  issued : date "When was it issued?"
}
entity Person {
  fled : boolean "Has the person fled?"
  danger : Danger "Which danger was there?"
  dangers : set of Danger "Which dangers were there?"
  age : integer from 0 to 120 "How old is the person?"
  country : State "Where is the person?"
  papers : rows of Paper "Which papers has the person?"
}
instrument shelter "Draft on shelter" {
  uses shelter_facts
  article 1 "Who is sheltered" {
    define sheltered of Person as all of {
      (flight) fled
      (danger) any of { danger is war, dangers includes war }
      (state) country.party
    }
  }
  article 2 "Adults" {
    sheltered does not apply where age is at least 18
  }
  article 3 "Papers" {
    define documented of Person as for some paper in papers : paper.valid
  }
}
"""


def command(*arguments):
    """What `nansen` prints; what it keeps from run to run stays in the folder of the build."""
    result = subprocess.run(
        [BUILD / "bin" / "nansen", *arguments],
        env={**os.environ, "XDG_CACHE_HOME": str(BUILD.resolve() / "kept")},
        capture_output=True,
        text=True,
    )
    if result.returncode != 0:
        raise RuntimeError(result.stdout + result.stderr)
    return result.stdout


def build(folder, text, *arguments, name="evaluator.so"):
    """Builds an artefact of a text with `nansen build`; its path."""
    provisions = Path(folder) / "provisions.treaty"
    provisions.write_text(text)
    output = Path(folder) / name
    command("build", provisions, "-o", output, *arguments)
    return output
