"""A spelling and its probability, and how spellings of parts make those of the whole."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to spell a name in the other script, and how probable it is that someone does."""

    text: str
    probability: float


def best_products(parts: Iterable[tuple[Spelling, ...]], n: int) -> list[Spelling]:
    """The *n* best ways to take one spelling of each part, best first."""
    best = [Spelling("", 1.0)]
    for part in parts:
        both = [
            Spelling(one.text + two.text, one.probability * two.probability) for one in best for two in part
        ]
        best = sorted(both, key=by_probability)[:n]
    return best


def by_probability(spelling: Spelling) -> tuple[float, str]:
    """The key that sorts the most probable spelling first, equally probable ones by text.

    >>> sorted([Spelling("b", 0.5), Spelling("a", 0.5)], key=by_probability)[0].text
    'a'
    """
    return -spelling.probability, spelling.text
