"""The policy of an index file in, as JSON has it, and a ``Policy`` of numbers in their ranges out."""

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

from ..compare.alignment import NOWHERE
from ..errors import InputError, NameMatchError
from ..policy import Policy, Prices
from .stored_arrays import LEAST_SHARE

_MOST_NAMES: Final = 2**53  # a float counts no further
_SHARE: Final = (LEAST_SHARE, 1.0)
_RANGES: Final = {
    "population": (1.0, _MOST_NAMES),
    "relatives": (1.0, _MOST_NAMES),
    "namesakes": (0.0, math.inf),
    "prior": _SHARE,
    "epsilon": (0.0, 1.0),
    "crowd": _SHARE,
    "rare": _SHARE,
    "most_doubt": (0.0, math.inf),
    "prices.family": (0.0, 1000.0),  # 2 ** 1024 is no number any more
}  # other prices are up to ``NOWHERE``, other fields any number
_TEXTS: Final = frozenset({"identity", "titles"})
_MAY_BE_NONE: Final = frozenset({"population"})
_PRICES: Final = "prices"


def policy_of(file: str, about: Mapping[str, object]) -> Policy:
    """The policy that an index was made with. Raises InputError, one line with the *file*, the field and its
    value, for what is none. A field that is missing has its default, as in files that are older than it.

    A negative price would do worse than mislead: no alignment expects one.
    """
    try:
        stored = _fields_of(about.get("policy"), Policy, "policy")
        prices = _fields_of(stored.pop(_PRICES, {}), Prices, _PRICES)
        for name, value in prices.items():
            _prove_number(f"{_PRICES}.{name}", value, 0.0, NOWHERE)
        for name, value in stored.items():
            if name not in _TEXTS and not (value is None and name in _MAY_BE_NONE):
                _prove_number(name, value, -math.inf, math.inf)
        if isinstance(titles := stored.get("titles"), list):  # JSON has no tuples
            stored["titles"] = tuple(titles)
        return Policy(**stored, prices=Prices(**prices))
    except NameMatchError as error:
        raise InputError(f"{file}: no policy: {error}") from error


def _fields_of(value: object, of: type[Policy | Prices], name: str) -> dict[str, Any]:
    """An object of JSON that has no other keys than *of* has fields."""
    if not isinstance(value, dict):
        raise NameMatchError(f"{name} is no object")
    for key in value.keys() - {field.name for field in fields(of)}:
        raise NameMatchError(f"{name} has no {key!r}")
    return dict(value)


def _prove_number(name: str, value: object, least: float, most: float) -> None:
    least, most = _RANGES.get(name, (least, most))
    if (
        isinstance(value, float) or (type(value) is int and abs(value) <= _MOST_NAMES)
    ) and least <= value <= most:
        return
    raise NameMatchError(f"{name} is {value!r:.60}, not a number from {least:g} to {most:g}")
