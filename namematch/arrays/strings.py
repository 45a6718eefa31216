"""Many texts in, one buffer of bytes out: the columns of a long list, without an object a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Self, TypeVar

import numpy as np

from .dtypes import Bools, Bytes, Longs
from .ragged import starts_of

V = TypeVar("V")

_ROWS_OF_PART: Final = 1 << 16  # rows that are worked on at a time, so that what lasts no longer is small
_ZERO: Final = ord("0")


@dataclass(frozen=True, eq=False, slots=True)
class Texts(Sequence[str]):
    """Texts as bytes: text *x* is ``data[starts[x]:ends[x]]`` in UTF-8, lone surrogates as they are.

    Several may share bytes, and bytes may belong to none. A ``str`` is made when asked for.

    >>> texts = Texts.of(["Ali", "", "Kian Zand"])
    >>> texts[2], list(texts), list(texts.take(np.array([2, 0])))
    ('Kian Zand', ['Ali', '', 'Kian Zand'], ['Kian Zand', 'Ali'])
    """

    data: Bytes
    starts: Longs
    ends: Longs

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return list(self.take(np.arange(len(self))[place]))
        return self.data[self.starts[place] : self.ends[place]].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        view = self.data.data
        for part in parts(len(self)):
            for start, end in zip(self.starts[part].tolist(), self.ends[part].tolist(), strict=True):
                yield str(view[start:end], "utf-8", "surrogatepass")

    @property
    def lengths(self) -> Longs:
        """Bytes of each text."""
        return self.ends - self.starts

    def take(self, chosen: Longs) -> "Texts":
        """The texts at some places; the bytes stay where they are."""
        return Texts(self.data, self.starts[chosen], self.ends[chosen])

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """The bytes of *texts*."""
        written = [text.encode("utf-8", "surrogatepass") for text in texts]
        return cls.end_to_end(
            bytearray().join(written), np.fromiter(map(len, written), np.int64, len(written))
        )

    @classmethod
    def empty(cls, size: int) -> Self:
        """So many texts of no letters.

        >>> list(Texts.empty(2))
        ['', '']
        """
        bounds = np.zeros(size, np.int64)
        return cls(np.zeros(0, np.uint8), bounds, bounds)

    @classmethod
    def end_to_end(cls, data: bytearray, lengths: Longs) -> Self:
        """Texts that fill *data*, which nobody changes any more, one after the other.

        >>> list(Texts.end_to_end(bytearray(b"AliZand"), np.array([3, 4])))
        ['Ali', 'Zand']
        """
        bounds = starts_of(lengths)
        return cls(np.frombuffer(data, np.uint8), bounds[:-1], bounds[1:])

    @classmethod
    def joined(cls, blocks: Sequence["Texts"]) -> Self:
        """The texts of *blocks*, one block after the other."""
        sizes = [len(block.data) for block in blocks]
        before = np.cumsum([0, *sizes[:-1]], dtype=np.int64).tolist()
        starts = np.concatenate([block.starts + first for block, first in zip(blocks, before, strict=True)])
        ends = np.concatenate([block.ends + first for block, first in zip(blocks, before, strict=True)])
        return cls(np.concatenate([block.data for block in blocks]), starts, ends)

    @classmethod
    def of_numbers(cls, numbers: Longs) -> Self:
        """The digits of numbers from 0.

        >>> list(Texts.of_numbers(np.array([0, 907])))
        ['0', '907']
        """
        width = len(str(int(numbers.max(initial=0))))
        tens = 10 ** np.arange(width - 1, -1, -1)
        digits = (numbers[:, None] // tens % 10 + _ZERO).astype(np.uint8)
        ends = width * np.arange(1, len(numbers) + 1)
        return cls(digits.ravel(), ends - np.maximum(1, (numbers[:, None] >= tens).sum(axis=1)), ends)


@dataclass(frozen=True, eq=False, slots=True)
class Cells(Sequence[str | None]):
    """What a column of a file holds: its texts, and None for an empty one.

    >>> list(Cells(Texts.of(["Ali", ""])))
    ['Ali', None]
    """

    texts: Texts

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, place: Any) -> Any:
        found = self.texts[place]
        return [text or None for text in found] if isinstance(place, slice) else found or None

    def __iter__(self) -> Iterator[str | None]:
        return (text or None for text in self.texts)


@dataclass(frozen=True, eq=False, slots=True)
class Coded(Sequence[V | None], Generic[V]):
    """A long column of few values: *values*, and the place among them for each row; None at -1.

    >>> list(Coded(["same", "review"], np.array([1, -1, 0])))
    ['review', None, 'same']
    """

    values: Sequence[V]
    places: Longs

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, place: Any) -> Any:
        found = self.places[place].tolist()
        if isinstance(place, slice):
            return [self.values[x] if x >= 0 else None for x in found]
        return self.values[found] if found >= 0 else None

    def __iter__(self) -> Iterator[V | None]:
        values = [*self.values, None]  # None is the last one, at -1
        return (values[place] for place in self.places.tolist())


def encoded(values: Sequence[str | None]) -> tuple[Texts, Bools]:
    """*values* as bytes, '' for None, and which of them are None.

    >>> texts, missing = encoded(["Ali", None])
    >>> list(texts), missing.tolist()
    (['Ali', ''], [False, True])
    """
    if isinstance(values, Texts):
        return values, np.zeros(len(values), np.bool_)
    if isinstance(values, Cells):
        return values.texts, values.texts.lengths == 0
    texts = Texts.of(value or "" for value in values)
    return texts, np.fromiter((value is None for value in values), np.bool_, len(values))


def parts(rows: int) -> Iterator[slice]:
    """So many rows in parts that are worked on one after the other.

    >>> list(parts(100_000))
    [slice(0, 65536, None), slice(65536, 100000, None)]
    """
    return (slice(first, min(first + _ROWS_OF_PART, rows)) for first in range(0, rows, _ROWS_OF_PART))


def inside(starts: Longs, ends: Longs, size: int) -> Bools:
    """Which of so many places are inside a stretch; the stretches ascend and do not overlap.

    >>> inside(np.array([0, 2]), np.array([1, 2]), 3).tolist()
    [True, False, False]
    """
    bounds = np.column_stack((starts, ends)).ravel()
    turn = np.zeros(len(bounds) + 1, np.bool_)
    turn[1::2] = True
    return np.repeat(turn, np.diff(bounds, prepend=0, append=size))
