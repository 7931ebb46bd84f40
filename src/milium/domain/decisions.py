"""Decision tables: what follows from what, as rows that a clinician can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Policy = Literal["the_one", "strictest"]


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """One row: it counts when every input it names has the word it names.

    Attributes:
        when: Input -> word; an empty one always counts.
        then: Output -> word.
        rule: The safety rule it stands on.
    """

    when: Mapping[str, str]
    then: Mapping[str, str]
    rule: str


@dataclass(frozen=True, slots=True, repr=False)
class DecisionTable:
    """A decision table.

    Attributes:
        policy: `the_one`: exactly one row counts for every combination of inputs. `strictest`:
            every row that counts has its say, and the strictest word wins.
        inputs: Input -> the words it may have.
        outputs: Output -> its words, the strictest first.
        rows: In the order of the pack.
    """

    policy: Policy
    inputs: Mapping[str, tuple[str, ...]]
    outputs: Mapping[str, tuple[str, ...]]
    rows: tuple[Row, ...]

    def rank(self, output: str, word: str) -> int:
        """Return how free a word is: 0 is the strictest."""
        return self.outputs[output].index(word)
