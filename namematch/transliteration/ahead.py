"""What is asked about a word, worked out ahead for many words at once (``batch.transliteration``).

Whoever spells a word looks here first; what is not here he works out himself, and comes to the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..arrays.dtypes import Floats, Ints
from .search import Way, Width
from .spelling import Spelling


class Meanings(NamedTuple):
    """What a Latin token may stand for, as ``model.vocabulary.LatinReading`` has it."""

    words: Ints
    joint: Floats
    total: float


class Proposals(NamedTuple):
    """Persian spellings of a Latin word, cheapest first: of each what the search goes by, what the n-grams of
    letters say, and P(word | spelling). *probability* is that of the word as one that nobody knows."""

    texts: Sequence[str]
    costs: Sequence[float]
    letters: Sequence[float]
    rendered: Sequence[float]
    probability: float


WordSearch = tuple[str, Width]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is known of words by their letters; of searches, by their width too. *spelled* are the spellings
    of whole tokens in normal form, all of them so many and by one scheme."""

    meanings: dict[str, Meanings] = field(default_factory=dict)
    readings: dict[WordSearch, list[Way]] = field(default_factory=dict)
    proposals: dict[WordSearch, Proposals] = field(default_factory=dict)
    letter_costs: dict[str, float] = field(default_factory=dict)  # of a reading, by the n-grams of letters
    spelled: dict[str, tuple[Spelling, ...]] = field(default_factory=dict)

    def forget(self) -> None:
        """Forget all but what tokens are spelled."""
        for known in (self.meanings, self.readings, self.proposals, self.letter_costs):
            known.clear()
