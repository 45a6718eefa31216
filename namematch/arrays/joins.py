"""Two columns of numbers in, the places where they are equal out."""

from dataclasses import dataclass

import numpy as np

from .dtypes import Bools, Longs
from .lockless import cached_property
from .ragged import stretches


@dataclass(frozen=True, eq=False)
class ByNumber:
    """Numbers that those of other columns are looked up in: sorted once, when first asked for.

    >>> ByNumber(np.array([7, 3, 7, -1])).equal_to(ByNumber(np.array([-1, 7])))
    (array([0, 2]), array([1, 1]))
    """

    numbers: Longs

    def __len__(self) -> int:
        return len(self.numbers)

    def equal_to(self, other: "ByNumber") -> tuple[Longs, Longs]:
        """(place in these numbers, place in *other*) wherever the numbers are equal and not negative.

        The shorter column is looked up in the longer one: a list's is sorted once for all its queries.
        """
        if len(self) > len(other):
            right, left = other.equal_to(self)
            return left, right
        ascending, places = other.ascending
        first = np.searchsorted(ascending, self.numbers, "left")
        times = np.searchsorted(ascending, self.numbers, "right") - first
        times[self.numbers < 0] = 0
        return np.repeat(np.arange(len(self)), times), places[stretches(first, times)]

    @cached_property
    def ascending(self) -> tuple[Longs, Longs]:
        """The numbers ascending, and the place of each."""
        order = np.argsort(self.numbers, kind="stable")
        return self.numbers[order], order


def places_among(ascending: Longs, values: Longs) -> tuple[Longs, Bools]:
    """The place of each of *values* among *ascending* ones, and whether it is there.

    >>> places_among(np.array([3, 7]), np.array([7, 4]))
    (array([1, 1]), array([ True, False]))
    """
    if not len(ascending):
        return np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_)
    places = np.minimum(np.searchsorted(ascending, values), len(ascending) - 1)
    return places, ascending[places] == values


def equal_numbers(numbers: Longs, others: Longs) -> tuple[Longs, Longs]:
    """(place in *numbers*, place in *others*) wherever they are equal and not negative."""
    return ByNumber(numbers).equal_to(ByNumber(others))
