"""Plain loops in, the same loops compiled out; and the two helpers that compiled loops share."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numba as nb
import numpy as np

from .dtypes import Longs


def compiled(function: Callable[..., Any], **calls: Any) -> Any:
    """*function* compiled, its calls going to the compiled *calls*: numba cannot call plain Python."""
    assert isinstance(function, FunctionType)
    bound = FunctionType(function.__code__, function.__globals__ | calls, function.__name__)
    return nb.njit(cache=True, nogil=True)(bound)


@nb.njit(cache=True, nogil=True)
def longest_row(starts: Longs, first: int, last: int) -> int:
    """Values of the longest row from *first* to before *last*."""
    most = 0
    for x in range(first, last):
        most = max(most, starts[x + 1] - starts[x])
    return most


@nb.njit(cache=True, nogil=True)
def grown(array: Any) -> Any:
    """*array* and as much room again, one place at least.

    >>> len(grown(np.zeros(3)))
    6
    """
    longer = np.empty(max(1, 2 * len(array)), array.dtype)
    for i in range(len(array)):
        longer[i] = array[i]
    return longer
