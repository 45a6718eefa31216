"""Lists of names in, whatever spells them; their distinct names out, and the rows that each stands in.

A list is read once, in the same way for all who take one: what its rows are (``read_rows``), what they read
as (``read_names``). ``DistinctNames`` and ``ListSides`` say who of them is one name, word for word.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays.dtypes import Longs
from ..arrays.hashing import distinct_texts
from ..arrays.ragged import Ragged, numbered, starts_of
from ..arrays.ranking import ranks_of, text_ranks
from ..arrays.strings import Texts, encoded
from ..errors import NameMatchError, quoted
from ..progress import Advance
from .mentions import Mention, Mentions, NameLike, mention_of, read_name
from .name import Name
from .shapes import token_places
from .table import BESIDE_KINDS, NameTable, read_texts, tabulate

_NO_LISTS: Final[dict[tuple[type, ...], str]] = {
    (str, Mention, Name, Mapping): ": put it into a list",
    (bytes, bytearray, memoryview): ": decode it and put it into a list",
}


@dataclass(frozen=True, eq=False, slots=True)
class Rows:
    """A list as it was given: a mention a row. What a text does not tell stands in *names*, each once: those
    that were given as ``Name`` or by fields; *name_of* is the place there of each row's, -1 for the rest."""

    mentions: Mentions
    names: NameTable
    name_of: Longs

    def __len__(self) -> int:
        return len(self.mentions)


def read_rows(
    names: Iterable[NameLike], argument: str, place: str = "row", *, titles: tuple[str, ...] = ()
) -> Rows:
    """Read every row of a list as a mention; a column of texts, of mentions or of names stays one. What it
    tells of a name beside its text is read with the *titles* of a caller.

    Raises NameMatchError for what is no list, by the name of the *argument*; and for a row that is no name:
    it begins with the *place* of a row and its number, from 0.

    >>> rows = read_rows(["Kian Zand", None, {"given": "Kian", "family": "Zand"}], "mentions")
    >>> [mention.text for mention in rows.mentions], list(rows.names)[0].text, rows.name_of.tolist()
    (['Kian Zand', '', ''], 'Kian Zand', [-1, -1, 0])
    """
    if isinstance(names, NameTable):
        return Rows(Mentions.of_texts(names.texts), names, np.arange(len(names)))
    if isinstance(names, Mentions):
        return _with_names(names, {}, titles)
    if isinstance(names, Texts):
        return _texts_alone(names, titles)
    listed = _listed(names, argument)
    if set(map(type, listed)) <= {str, type(None)}:
        return _texts_alone([value if isinstance(value, str) else "" for value in listed], titles)
    mentions: list[Mention] = []
    for value in listed:
        try:
            mentions.append(mention_of(value))
        except NameMatchError as error:
            raise NameMatchError(f"{place} {len(mentions)}: {error}") from error
    as_read = {row: value for row, value in enumerate(listed) if isinstance(value, Name)}
    return _with_names(Mentions.of(mentions), as_read, titles)


def read_each(
    names: Iterable[NameLike], argument: str, place: str, *, titles: tuple[str, ...] = ()
) -> list[Name]:
    """The name of each row, for a list that is worked on one by one; refuses what ``read_rows`` refuses."""
    listed = _listed(names, argument)
    return [read_name(value, f"{place} {row}", titles=titles) for row, value in enumerate(listed)]


def _listed(names: Iterable[NameLike], argument: str) -> Sequence[NameLike]:
    """The rows of a list that may be read but once."""
    if isinstance(names, (list, tuple)):
        return names
    hint = next((hint for kinds, hint in _NO_LISTS.items() if isinstance(names, kinds)), "")
    if hasattr(names, "columns"):
        hint = ": take the column that holds them"
    try:
        rows = iter(names)
    except TypeError:  # an array of numpy without an axis has no rows, though it looks as if it had
        rows = None
    if hint or rows is None:
        raise NameMatchError(f"{argument}={quoted(names)} is not a list of names{hint}")
    if hasattr(names, "to_pylist"):  # pyarrow, whose cells are objects of its own
        listed: list[NameLike] = names.to_pylist()
        return listed
    return list(rows)


def _texts_alone(texts: Sequence[str], titles: tuple[str, ...]) -> Rows:
    return Rows(
        Mentions.of_texts(texts), tabulate([], added=titles), np.broadcast_to(np.int64(-1), len(texts))
    )


def _with_names(mentions: Mentions, names: Mapping[int, Name], titles: tuple[str, ...]) -> Rows:
    """*mentions* as rows, of which some were given as *names*."""
    texts, given, family = (encoded(x)[0] for x in (mentions.texts, mentions.given, mentions.family))
    parted = np.flatnonzero(given.lengths + family.lengths)
    fields = zip(texts.take(parted), given.take(parted), family.take(parted), strict=True)
    values: list[Mention | Name] = [Mention(text, given=one, family=two) for text, one, two in fields]
    values += names.values()
    distinct = {value: place for place, value in enumerate(dict.fromkeys(values))}
    name_of = np.full(len(mentions), -1)
    name_of[np.append(parted, np.array(list(names), np.int64))] = [distinct[value] for value in values]
    as_read = [read_name(value, titles=titles) for value in distinct]
    return Rows(mentions, tabulate(as_read, added=titles), name_of)


@dataclass(frozen=True, eq=False, slots=True)
class Readings:
    """What rows read as: the *names*, each way to give one once, and the place of each row's among them."""

    names: NameTable
    of_row: Longs


def read_names(*lists: Rows, advance: Advance) -> Readings:
    """Read every distinct row of one list or more, the rows of the first one first; *advance* is told of
    each.

    >>> readings = read_names(read_rows(["Ali", "Reza", "Ali"], "names"), advance=lambda rows: None)
    >>> [name.text for name in readings.names], readings.of_row.tolist()
    (['Ali', 'Reza'], [0, 1, 0])
    """
    columns = [encoded(rows.mentions.texts)[0] for rows in lists]
    texts = columns[0] if len(columns) == 1 else Texts.joined(columns)
    tables = [rows.names for rows in lists]
    titles = tables[0].added
    if not any(map(len, tables)):
        of_row, first = distinct_texts(texts)
        names = read_texts(texts.take(first), advance=advance, titles=titles)
        advance(len(texts) - len(first))
        return Readings(names, of_row)
    before = np.cumsum([0, *map(len, tables)]).tolist()
    shifted = [np.where(x.name_of < 0, -1, x.name_of + n) for x, n in zip(lists, before, strict=False)]
    of_row = np.concatenate(shifted)
    plain = np.flatnonzero(of_row < 0)
    number, first = distinct_texts(texts.take(plain))
    names = read_texts(texts.take(plain[first]), advance=advance, titles=titles)
    advance(len(texts) - len(first))
    of_row += len(first)
    of_row[plain] = number
    for table in filter(len, tables):
        names = names.then(table) if len(names) else table
    return Readings(names, of_row)


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


def read_sides(left: Rows, right: Rows, advance: Advance) -> ListSides:
    """Read two lists, and find who is the same word for word; *advance* is told of every row.

    >>> lists = read_rows(["Ali Karimi", "ALI KARIMI"], "left"), read_rows(["Mr. Ali Karimi"], "right")
    >>> sides = read_sides(*lists, lambda rows: None)
    >>> sides.left.rows[0].tolist(), len(sides.names), sides.named
    ([0, 1], 2, 3)
    """
    readings = read_names(left, right, advance=advance)
    name_of = _names_of(readings.names)[readings.of_row]
    left_side, left_first = _side_of(name_of[: len(left)])
    right_side, right_first = _side_of(name_of[len(left) :])
    firsts = np.append(readings.of_row[: len(left)][left_first], readings.of_row[len(left) :][right_first])
    return ListSides(readings.names.take(firsts), left_side, right_side)


def _names_of(readings: NameTable) -> Longs:
    """Equal numbers for readings with the same words and the same titles that may be words; and of those of
    one word, with any title or none: Dr. Karimi may be Ali Karimi."""
    rank = _with_beside(ranks_of(readings.token, readings.starts), readings)
    most = int(readings.optional.max(initial=0)) + 1
    titled = (readings.words == 1) & (readings.titles > 0)
    names: Longs = 2 * (rank * most + readings.optional) + titled
    return names


def _with_beside(rank: Longs, names: NameTable) -> Longs:
    """Places of *names* in ascending order by their *rank* and, where that is equal, by what their cells tell
    beside them: one with the father's name is another name than one without."""
    if names.beside is None:
        return rank
    others = names.beside.names
    rank_of_other = ranks_of(token_places(others.tokens)[others.token], others.starts)
    beside = rank_of_other * BESIDE_KINDS + names.beside.kind
    starts = np.searchsorted(names.beside.owner, np.arange(len(names) + 1))
    told = ranks_of(beside, starts)
    return numbered(rank * (int(told.max(initial=0)) + 1) + told)[1]


def _side_of(name_of: Longs) -> tuple[ListSide, Longs]:
    """A list of which *name_of* tells the names, by any numbers, and the first row of each name."""
    _, place = numbered(name_of)
    rows = Ragged(np.argsort(place, kind="stable"), starts_of(np.bincount(place)))
    return ListSide(place, rows), rows.values[rows.starts[:-1]]


@dataclass(frozen=True, eq=False, slots=True)
class DistinctNames:
    """The names of a list. *readings* are what its rows read as; *distinct* the distinct names, ascending by
    their words, each in its first reading; the arrays, one entry a row, hold the place of its reading, and
    of its name or -1. *turn* orders the readings of a name: by their text, then by all that tells them
    apart."""

    readings: NameTable
    distinct: NameTable
    reading_of: Longs
    name_of: Longs
    turn: Longs

    def __len__(self) -> int:
        return len(self.distinct)


def distinct_names(rows: Rows, advance: Advance) -> DistinctNames:
    """Read every distinct row once and find the distinct names; *advance* is told of every row."""
    read = read_names(rows, advance=advance)
    readings, words = read.names, read.names.words
    worded = np.flatnonzero(words)
    rank = ranks_of(token_places(readings.tokens)[readings.words_only()], starts_of(words))
    rank = _with_beside(rank, readings)
    is_rank = np.zeros(len(rank), np.bool_)  # of a reading with words
    is_rank[rank[worded]] = True
    name = np.full(len(rank), -1, np.int64)
    name[worded] = (np.cumsum(is_rank) - 1)[rank[worded]]
    firsts = np.empty(np.count_nonzero(is_rank), np.int64)
    firsts[name[worded]] = worded
    shared = worded[np.bincount(name[worded], minlength=1)[name[worded]] > 1]
    turn = np.zeros(len(rank), np.int64)
    turn[shared] = _turns(readings.take(shared), name[shared])
    order = shared[np.lexsort((turn[shared], name[shared]))]
    heads = order[np.diff(name[order], prepend=-1) != 0]
    firsts[name[heads]] = heads
    return DistinctNames(readings, readings.take(firsts), read.of_row, name[read.of_row], turn)


def _turns(readings: NameTable, name: Longs) -> Longs:
    """Ranks of readings by *name*, then text, then titles: Dr. Mobasheri, and the same text with Dr. in a
    field for given names."""
    turn = text_ranks(readings.texts, name)
    of_one_text: defaultdict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(np.bincount(turn, minlength=1)[turn] > 1).tolist():
        of_one_text[int(turn[place])].append(place)
    for places in of_one_text.values():
        keys = [_key_beside_text(readings[place]) for place in places]
        later = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        turn[places] += [later[key] for key in keys]  # ranks leave room: they count who is less
    return turn


def _key_beside_text(name: Name) -> tuple[object, ...]:
    """What may differ between names of the same text and the same words."""
    return name.titles, name.surname_first, name.script, tuple(t.text for t in name.optional_titles)
