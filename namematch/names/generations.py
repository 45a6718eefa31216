"""A name as read in, which of several bearers it is out: Jr. and Sr., II and III, دوم and سوم.

Two who are told apart so are a father and his son more often than one man.
"""

from collections.abc import Sequence
from typing import NamedTuple

from .clause_words import generations


class Generation(NamedTuple):
    """The word that counts a bearer of a name, and the *number* that it says: 2 for Jr., who had a father."""

    word: str
    number: int


def generation_in(notes: Sequence[str], persons: Sequence[object] = ()) -> Generation | None:
    """Which bearer a cell with these *notes* tells; None where it tells none or two, or several *persons*.

    >>> generation_in(("née", "jr.")), generation_in(("jr", "sr"))
    (Generation(word='jr', number=2), None)
    """
    if persons or not notes:
        return None
    numbers = generations()
    found = {numbers[word]: word for note in notes if (word := note.rstrip(".")) in numbers}
    return Generation(*found.popitem()[::-1]) if len(found) == 1 else None
