"""Lists of names in, their distinct names out, and the rows that each stands in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from ..arrays.dtypes import Longs
from ..arrays.hashing import distinct_texts
from ..arrays.ragged import Ragged, numbered, starts_of
from ..arrays.ranking import ranks_of, text_ranks
from ..arrays.strings import Texts, encoded
from ..progress import Advance
from .mentions import Mentions
from .name import Name
from .parse import parse_name
from .table import NameTable, read_texts, tabulate, token_places


@dataclass(frozen=True, eq=False, slots=True)
class ListSide:
    """A list by its distinct names: the name of each row, and the *rows* of each name, ascending."""

    name_of: Longs
    rows: Ragged

    @property
    def times(self) -> Longs:
        """How many rows each name stands in."""
        return self.rows.lengths


@dataclass(frozen=True, eq=False, slots=True)
class ListSides:
    """Two lists. *names* has the distinct names of the *left* one, then those of the *right* one, so that
    a name of both stands in it twice."""

    names: NameTable
    left: ListSide
    right: ListSide

    @property
    def times(self) -> Longs:
        """How many rows each of *names* stands in."""
        return np.concatenate([self.left.times, self.right.times])

    @property
    def named(self) -> int:
        """How many rows have a name, of both lists together."""
        return int(self.times[self.names.words > 0].sum())


def read_sides(left: Sequence[str | Name], right: Sequence[str | Name], advance: Advance) -> ListSides:
    """Read two lists, and find who is the same word for word; *advance* is told of every row.

    >>> sides = read_sides(["Ali Karimi", "ALI KARIMI"], ["Mr. Ali Karimi"], lambda rows: None)
    >>> sides.left.rows[0].tolist(), len(sides.names), sides.named
    ([0, 1], 2, 3)
    """
    readings, reading_of = _read_both(left, right, advance)
    name_of = _names_of(readings)[reading_of]
    ours, one = _side_of(name_of[: len(left)])
    theirs, two = _side_of(name_of[len(left) :])
    firsts = np.append(reading_of[: len(left)][one], reading_of[len(left) :][two])
    return ListSides(readings.take(firsts), ours, theirs)


def _read_both(
    left: Sequence[str | Name], right: Sequence[str | Name], advance: Advance
) -> tuple[NameTable, Longs]:
    """The readings of both lists, and the place of each row's among them, the left rows first."""
    ours, theirs = _texts_alone(left), _texts_alone(right)
    if ours is None or theirs is None:
        read = [parse_name(name) if isinstance(name, str) else name for name in (*left, *right)]
        advance(len(read))
        return tabulate(read), np.arange(len(read))
    texts = Texts.joined([ours, theirs])
    reading_of, first = distinct_texts(texts)
    readings = read_texts(texts.take(first), advance=advance)
    advance(len(texts) - len(first))
    return readings, reading_of


def _texts_alone(names: Sequence[str | Name]) -> Texts | None:
    """*names* as bytes where all are texts."""
    if isinstance(names, Texts):
        return names
    texts = [name for name in names if isinstance(name, str)]
    return encoded(texts)[0] if len(texts) == len(names) else None


def _names_of(readings: NameTable) -> Longs:
    """Equal numbers for readings with the same words and the same titles that may be words."""
    rank = ranks_of(readings.token, readings.starts)
    most = int(readings.optional.max(initial=0)) + 1
    return rank * most + readings.optional


def _side_of(name_of: Longs) -> tuple[ListSide, Longs]:
    """A list of which *name_of* tells the names, by any numbers, and the first row of each name."""
    _, place = numbered(name_of)
    rows = Ragged(np.argsort(place, kind="stable"), starts_of(np.bincount(place)))
    return ListSide(place, rows), rows.values[rows.starts[:-1]]


Value = TypeVar("Value")


@dataclass(frozen=True, eq=False, slots=True)
class DistinctNames:
    """The names of a list. *readings* are the distinct (text, given, family) as parsed; *distinct* the
    distinct names, ascending by their words, each in its first reading by text; the arrays, one entry a
    mention, hold the place of its reading, and of its name or -1. *turn* orders the readings of a name by
    their text."""

    readings: NameTable
    distinct: NameTable
    reading_of: Longs
    name_of: Longs
    turn: Longs

    def __len__(self) -> int:
        return len(self.distinct)


def read_names(mentions: Mentions, advance: Callable[[int], None]) -> DistinctNames:
    """Parse every distinct mention once and find the distinct names."""
    (texts, _), (given, _), (family, _) = map(encoded, (mentions.texts, mentions.given, mentions.family))
    if given.lengths.any() or family.lengths.any():
        reading_of, fields = _distinct_values(list(zip(texts, given, family, strict=True)))
        read = [
            parse_name(text, given=given or None, family=family or None) for text, given, family in fields
        ]
        readings = tabulate(read)
        advance(len(mentions))
    else:
        reading_of, first = distinct_texts(texts)
        readings = read_texts(texts.take(first), advance=advance)
        advance(len(mentions) - len(first))
    return _named(readings, reading_of)


def _distinct_values(values: Sequence[Value]) -> tuple[Longs, list[Value]]:
    """The place of each value among the distinct ones, and these, in the order in which they are met."""
    distinct = list(dict.fromkeys(values))
    place = dict(zip(distinct, range(len(distinct)), strict=True))
    return np.fromiter(map(place.__getitem__, values), np.int64, len(values)), distinct


def _named(readings: NameTable, reading_of: Longs) -> DistinctNames:
    """Order the readings by their words, and those of one name by their text."""
    words = readings.words
    worded = np.flatnonzero(words)
    rank = ranks_of(token_places(readings.tokens)[readings.words_only()], np.append(0, np.cumsum(words)))
    met = np.zeros(len(rank), np.bool_)
    met[rank[worded]] = True
    name = np.full(len(rank), -1, np.int64)
    name[worded] = (np.cumsum(met) - 1)[rank[worded]]
    firsts = np.empty(np.count_nonzero(met), np.int64)
    firsts[name[worded]] = worded
    shared = worded[np.bincount(name[worded], minlength=1)[name[worded]] > 1]
    turn = np.zeros(len(rank), np.int64)
    turn[shared] = text_ranks(readings.texts.take(shared), name[shared])
    order = shared[np.lexsort((turn[shared], name[shared]))]
    heads = order[np.diff(name[order], prepend=-1) != 0]
    firsts[name[heads]] = heads
    return DistinctNames(readings, readings.take(firsts), reading_of, name[reading_of], turn)
