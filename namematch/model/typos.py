"""Two sound keys in, the typo that turns one into the other out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import exp, inf

from rapidfuzz.distance import OSA

# Nats of a typo between two Persian spellings: of a letter that sounds the same (سادق), of one letter
# more, less, doubled or two exchanged (شیزاد), of another letter in its place.
TYPO_SOUND, TYPO_LETTER, TYPO_OTHER = 6.0, 7.0, 10.0


def typo_probability(left: str, right: str) -> float:
    """How often a hand that means one sound key writes the other; 0 beyond one typo. Symmetric.

    >>> typo_probability("شیرزاد", "شیزاد") == exp(-TYPO_LETTER)
    True
    """
    return exp(-_typo_nats(left, right))


def _typo_nats(left: str, right: str) -> float:
    if left == right:
        return TYPO_SOUND
    if OSA.distance(left, right, score_cutoff=1) > 1:
        return inf
    exchanged = sorted(left) == sorted(right)
    return TYPO_OTHER if len(left) == len(right) and not exchanged else TYPO_LETTER


class TypoIndex:
    """Sound keys, found by any key one typo away: each stands under itself and itself less a letter
    (the deletion neighbourhood of Mor and Fraenkel, 1982)."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._near: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            for less in _less_a_letter(key):
                self._near[less].append(i)

    def near(self, key: str) -> list[int]:
        """Places of the keys that may be one typo from *key*, ascending; it may hold a few others."""
        return sorted({i for less in _less_a_letter(key) for i in self._near.get(less, ())})


def _less_a_letter(key: str) -> Iterator[str]:
    yield from {key, *(key[:c] + key[c + 1 :] for c in range(len(key)))}
