"""What arrays hold, by one name each."""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Floats = NDArray[np.float64]
Hashes = NDArray[np.uint64]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

Numbers = TypeVar("Numbers", float, NDArray[np.float64])  # of a formula for one and for many
