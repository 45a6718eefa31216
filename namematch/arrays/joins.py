"""Two columns of numbers in, the places where they are equal out."""

from dataclasses import dataclass

import numpy as np

from .dtypes import Longs
from .ragged import stretches


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Things found by their number: *numbers* ascending, and the place of each."""

    numbers: Longs
    places: Longs

    @classmethod
    def of(cls, numbers: Longs) -> "ByNumber":
        order = np.argsort(numbers, kind="stable")
        return cls(numbers[order], order)

    def pairs(self, ours: Longs) -> tuple[Longs, Longs]:
        """(place in *ours*, place in these) wherever the numbers are equal and not negative."""
        first = np.searchsorted(self.numbers, ours, "left")
        times = np.where(ours >= 0, np.searchsorted(self.numbers, ours, "right") - first, 0)
        return np.repeat(np.arange(len(ours)), times), self.places[stretches(first, times)]


def equal_numbers(ours: Longs, theirs: Longs) -> tuple[Longs, Longs]:
    """(place in *ours*, place in *theirs*) wherever the numbers are equal and not negative."""
    return ByNumber.of(theirs).pairs(ours)
