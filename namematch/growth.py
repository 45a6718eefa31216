"""A full array in, one twice as long that begins with it out, for compiled loops.

Written out, because numba takes four seconds to compile ``np.concatenate`` and no time for this.
"""

from typing import Any

import numba as nb
import numpy as np


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
