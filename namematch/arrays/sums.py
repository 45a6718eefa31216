"""Numbers in, their sum out, one added after the other.

Lists add up in compiled loops and by ``np.bincount``, one number after the other; what stands for one pair of
names must come to the same last bit. ``sum`` corrects its rounding since Python 3.12, ``np.sum`` adds by
halves.
"""

from collections.abc import Iterable


def sum_in_order(values: Iterable[float]) -> float:
    """The sum of *values*, each added to what those before it came to; 0.0 for none.

    >>> sum_in_order([0.1] * 10)
    0.9999999999999999
    """
    total = 0.0
    for value in values:
        total += value
    return total
