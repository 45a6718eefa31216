"""Arrays as a file holds them in, a refusal of what is not as its table says out.

A checksum tells that a file is what was written, not who wrote it. Compiled code looks up places without
asking whether they are there, so one number out of bounds ends the process; here each number is asked once.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

import numpy as np

from ..arrays.dtypes import Array, Bools, Longs
from ..errors import InputError

Arrays = Mapping[str, Array]
Sizes = Mapping[str, int]  # by name; an array that is named where a size is wanted is as large as its rows

NO_SIZES: Final[Sizes] = MappingProxyType({})
_CONTINUES: Final = 0x80, 0xC0  # a byte of UTF-8 that continues a letter, under this mask


class Rule(Protocol):
    """What one array must be. A fault is what is wrong, to follow the name of the array."""

    def form_faults(self, array: Array) -> Iterator[str]:
        """What is wrong with its type and its dimensions."""

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        """What is wrong with what it holds, once the forms of all *arrays* are right."""


def prove(
    file: str, arrays: Arrays, rules: Mapping[str, Rule], *, sizes: Sizes = NO_SIZES, begin: str = ""
) -> None:
    """Raise InputError, one line with the file, the array and what is wrong, where *arrays* are not what
    *rules* say; *begin* is what their names begin with in the file.

    >>> prove("a.nmi", {"word": np.array([0, 7], np.int32)}, {"word": Values("<i4", below=("words",))},
    ...     sizes={"words": 7})
    Traceback (most recent call last):
    ...
    namematch.errors.InputError: a.nmi: array 'word' holds 7, not a number from 0 to 6
    """
    for name, rule in rules.items():
        if name not in arrays:
            raise refusal(file, begin + name, "is missing")
        for fault in rule.form_faults(arrays[name]):
            raise refusal(file, begin + name, fault)
    for name, rule in rules.items():
        for fault in rule.faults(arrays[name], arrays, sizes):
            raise refusal(file, begin + name, fault)


def refusal(file: str, array: str, fault: str) -> InputError:
    """That what stands in an *array* of a *file* cannot be."""
    return InputError(f"{file}: array {array!r} {fault}")


def _size_of(name: str, arrays: Arrays, sizes: Sizes) -> int:
    """How large what is called *name* is."""
    return sizes[name] if name in sizes else len(arrays[name])


@dataclass(frozen=True, slots=True)
class Values:
    """Numbers of a *kind*, from *least* to *most* or, as places, *below* a sum of sizes; NaN is none. *rows*
    is what they are as many as, any number unless given, of *width* each, 0 for a plain row."""

    kind: str
    rows: str | int | None = None
    least: float = 0
    most: float = math.inf
    below: tuple[str, ...] = ()
    width: int = 0

    def form_faults(self, array: Array) -> Iterator[str]:
        if array.dtype != np.dtype(self.kind):
            yield f"is of type {array.dtype}, not {np.dtype(self.kind)}"
        if array.ndim != 1 + (self.width > 0) or (self.width and array.shape[1] != self.width):
            yield f"has shape {array.shape}, not {f'(n, {self.width})' if self.width else '(n,)'}"

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        if self.rows is not None:
            wanted = self.rows if isinstance(self.rows, int) else _size_of(self.rows, arrays, sizes)
            if len(array) != wanted:
                yield f"has {len(array)} rows, not {wanted}"
        most = sum(_size_of(name, arrays, sizes) for name in self.below) - 1 if self.below else self.most
        yield from _out_of_range(array, self.least, most)


@dataclass(frozen=True, slots=True)
class Truths:
    """Yes or no, each a byte of 1 or 0, as many as *rows*."""

    rows: str

    def form_faults(self, array: Array) -> Iterator[str]:
        return Values("|b1").form_faults(array)

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        # numpy counts a mask by adding its bytes up: one of 2 counts twice.
        return Values("|u1", self.rows, most=1).faults(array.view(np.uint8), arrays, sizes)


@dataclass(frozen=True, slots=True)
class Starts:
    """Where each of *rows* begins among the values of the array *into*, and at last where it ends; with
    *ascending*, the values of a row rise."""

    rows: str
    into: str
    ascending: bool = False

    def form_faults(self, array: Array) -> Iterator[str]:
        return Values("<i8").form_faults(array)

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        rows, values = _size_of(self.rows, arrays, sizes), arrays[self.into]
        if len(array) != rows + 1:
            yield f"has {len(array)} rows, not {rows + 1}"
        if array[0] != 0 or array[-1] != len(values):
            yield f"goes from {array[0]} to {array[-1]}, not from 0 to {len(values)}"
        yield from _first_fault(array[1:] < array[:-1], "falls")
        if self.ascending:
            rises = values[1:] > values[:-1]
            opens = array[1:-1]
            rises[opens[(opens > 0) & (opens < len(values))] - 1] = True
            yield from _first_fault(~rises, f"does not part {self.into!r} into rows that rise")


@dataclass(frozen=True, slots=True)
class TextBytes:
    """The bytes of texts, in UTF-8; lone surrogates are as they are."""

    def form_faults(self, array: Array) -> Iterator[str]:
        return Values("|u1").form_faults(array)

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        try:
            array.tobytes().decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            yield f"is no UTF-8 at {error.start}"


@dataclass(frozen=True, slots=True)
class TextLengths:
    """The bytes of each of the texts that fill the array *texts*; of *least* at least, as many as *rows*."""

    texts: str
    rows: str | None = None
    least: int = 0

    def form_faults(self, array: Array) -> Iterator[str]:
        return Values("<i4").form_faults(array)

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        yield from Values("<i4", self.rows, least=self.least).faults(array, arrays, sizes)
        ends, data = np.cumsum(array, dtype=np.int64), arrays[self.texts]
        filled = int(ends[-1]) if len(ends) else 0
        if filled != len(data):
            yield f"adds up to {filled}, not to the {len(data)} bytes of {self.texts!r}"
        yield from _first_fault(_within_letters(ends, data), f"cuts a letter of {self.texts!r}")


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where each of the texts in the array *texts* begins or, given the array of those, *ends_of* them."""

    texts: str
    ends_of: str | None = None

    def form_faults(self, array: Array) -> Iterator[str]:
        return Values("<i8").form_faults(array)

    def faults(self, array: Array, arrays: Arrays, sizes: Sizes) -> Iterator[str]:
        data = arrays[self.texts]
        yield from Values("<i8", self.ends_of, most=len(data)).faults(array, arrays, sizes)
        yield from _first_fault(_within_letters(array, data), f"cuts a letter of {self.texts!r}")
        if self.ends_of:
            yield from _first_fault(array < arrays[self.ends_of], f"is before {self.ends_of!r}")


def _out_of_range(array: Array, least: float, most: float) -> Iterator[str]:
    if not array.size:
        return
    for found in (array.min(), array.max()):
        if not least <= found <= most:  # neither is NaN
            yield f"holds {found}, not a number from {least} to {most}"


def _first_fault(wrong: Bools, what: str) -> Iterator[str]:
    """*what* is wrong, and at which row first."""
    if wrong.any():
        yield f"{what} at {int(wrong.argmax())}"


def _within_letters(cuts: Longs, data: Array) -> Bools:
    """Which *cuts* of UTF-8 part a letter."""
    sign, mask = _CONTINUES
    inside = np.zeros(len(data) + 1, np.bool_)  # the last place is the end
    np.equal(data & mask, sign, out=inside[:-1])
    found: Bools = inside[cuts]
    return found
