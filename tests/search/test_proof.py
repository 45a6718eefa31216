"""Each rule of the proof: what it lets pass, and what it says of what it does not."""

import math
from typing import Any

import numpy as np
import pytest

from namematch.arrays.dtypes import Array
from namematch.errors import InputError
from namematch.search.proof import (
    Rule,
    Starts,
    TextBytes,
    TextLengths,
    TextPlaces,
    Truths,
    Values,
    prove,
)

SIZES = {"words": 3, "none": 0}
BYTES = "علی Ali".encode()


def ints(*values: int) -> Array:
    return np.array(values, np.int32)


def longs(*values: int) -> Array:
    return np.array(values, np.int64)


def floats(*values: float) -> Array:
    return np.array(values, np.float64)


def bytes_of(data: bytes) -> Array:
    return np.frombuffer(data, np.uint8)


def proved(array: Array, rule: Rule, **others: Any) -> None:
    prove("a.nmi", {"it": array} | others, {"it": rule}, sizes=SIZES, begin="0/")


RIGHT: list[tuple[Array, Rule, dict[str, Array]]] = [
    (ints(), Values("<i4", "none"), {}),
    (ints(0, 2), Values("<i4", below=("words",)), {}),
    (ints(-1, 4), Values("<i4", least=-1, below=("words", "other")), {"other": ints(7, 7)}),
    (ints(5, 5, 5), Values("<i4", "words"), {}),
    (longs(1, 2), Values("<i8", 2), {}),
    (floats(0.0, 1.0), Values("<f8", "other", most=1.0), {"other": ints(1, 2)}),
    (np.zeros((3, 2)), Values("<f8", "words", width=2), {}),
    (np.array([True, False, True]), Truths("words"), {}),
    (longs(0, 0, 2, 2), Starts("words", "other"), {"other": ints(9, 1)}),
    (longs(0, 2, 2, 4), Starts("words", "other", ascending=True), {"other": ints(3, 9, 1, 2)}),
    (longs(0), Starts("none", "other", ascending=True), {"other": ints()}),
    (bytes_of(BYTES), TextBytes(), {}),
    (bytes_of(b"\xed\xa0\x80"), TextBytes(), {}),  # a lone surrogate
    (ints(6, 0, 4), TextLengths("other", "words"), {"other": bytes_of(BYTES)}),
    (ints(), TextLengths("other"), {"other": bytes_of(b"")}),
    (longs(7, 0, 10), TextPlaces("other"), {"other": bytes_of(BYTES)}),
    (longs(10, 6), TextPlaces("other", "begins"), {"other": bytes_of(BYTES), "begins": longs(7, 6)}),
]


@pytest.mark.parametrize(("array", "rule", "others"), RIGHT)
def test_what_is_right_passes(array: Array, rule: Rule, others: dict[str, Array]) -> None:
    proved(array, rule, **others)


WRONG: list[tuple[Array, Rule, dict[str, Array], str]] = [
    (longs(0), Values("<i4"), {}, "is of type int64, not int32"),
    (np.zeros((2, 2)), Values("<f8"), {}, "has shape (2, 2), not (n,)"),
    (floats(1), Values("<f8", width=2), {}, "has shape (1,), not (n, 2)"),
    (np.zeros((2, 3)), Values("<f8", width=2), {}, "has shape (2, 3), not (n, 2)"),
    (ints(1, 2), Values("<i4", "words"), {}, "has 2 rows, not 3"),
    (longs(1), Values("<i8", 2), {}, "has 1 rows, not 2"),
    (ints(1), Values("<i4", "other"), {"other": ints(1, 2)}, "has 1 rows, not 2"),
    (ints(0, 3), Values("<i4", below=("words",)), {}, "holds 3, not a number from 0 to 2"),
    (ints(0, -1), Values("<i4", below=("words",)), {}, "holds -1, not a number from 0 to 2"),
    (ints(0), Values("<i4", below=("none",)), {}, "holds 0, not a number from 0 to -1"),
    (floats(0, math.nan), Values("<f8"), {}, "holds nan, not a number from 0 to inf"),
    (floats(0, math.inf), Values("<f8", most=1e3), {}, "holds inf, not a number from 0 to 1000.0"),
    (np.array([2], np.uint8).view(np.bool_), Truths("other"), {"other": ints(1)}, "holds 2, not"),
    (np.array([True]), Truths("words"), {}, "has 1 rows, not 3"),
    (longs(), Starts("none", "other"), {"other": ints()}, "has 0 rows, not 1"),
    (longs(1, 1, 1, 2), Starts("words", "other"), {"other": ints(1, 2)}, "goes from 1 to 2, not from 0 to 2"),
    (longs(0, 1, 1, 1), Starts("words", "other"), {"other": ints(1, 2)}, "goes from 0 to 1, not from 0 to 2"),
    (longs(0, 9, 1, 2), Starts("words", "other"), {"other": ints(1, 2)}, "falls at 1"),
    (
        longs(0, 2, 2, 4),
        Starts("words", "other", ascending=True),
        {"other": ints(1, 2, 3, 3)},
        "does not part 'other' into rows that rise at 2",
    ),
    (bytes_of(BYTES[:-4] + b"\xd8"), TextBytes(), {}, "is no UTF-8 at 6"),
    (ints(6, 1, 3), TextLengths("other", least=2), {"other": bytes_of(BYTES)}, "holds 1, not"),
    (ints(6, 0, 3), TextLengths("other"), {"other": bytes_of(BYTES)}, "adds up to 9, not to the 10 bytes"),
    (ints(5, 5), TextLengths("other"), {"other": bytes_of(BYTES)}, "cuts a letter of 'other' at 0"),
    (longs(1), TextPlaces("other"), {"other": bytes_of(BYTES)}, "cuts a letter of 'other' at 0"),
    (longs(11), TextPlaces("other"), {"other": bytes_of(BYTES)}, "holds 11, not a number from 0 to 10"),
    (
        longs(7, 6),
        TextPlaces("other", "begins"),
        {"other": bytes_of(BYTES), "begins": longs(7, 7)},
        "is before 'begins' at 1",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("array", "rule", "others", "fault"), WRONG)
def test_what_is_wrong_is_told(array: Array, rule: Rule, others: dict[str, Array], fault: str) -> None:
    with pytest.raises(InputError) as raised:
        proved(array, rule, **others)
    assert str(raised.value).startswith(f"a.nmi: array '0/it' {fault}")


def test_what_is_missing_is_told_before_what_it_should_hold() -> None:
    rules: dict[str, Rule] = {"here": Values("<i4", below=("gone",)), "gone": Values("<i4")}
    with pytest.raises(InputError, match=r"^a\.nmi: array 'gone' is missing$"):
        prove("a.nmi", {"here": ints(7)}, rules)
