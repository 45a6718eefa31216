"""A plain function of loops in, the same function compiled out."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

import numba as nb


def compiled(function: Callable[..., Any], **calls: Any) -> Any:
    """*function* compiled, its calls going to the compiled *calls*: numba cannot call plain Python."""
    assert isinstance(function, FunctionType)
    bound = FunctionType(function.__code__, function.__globals__ | calls, function.__name__)
    return nb.njit(cache=True, nogil=True)(bound)
