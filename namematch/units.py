"""Mentions in, units of clustering out: what is one before any score is asked.

Mentions of one name, word for word, are one unit, however often it stands in the list. A name
is parted into several units only where its mentions may be several persons: in one source, by
a decision, or because the name is too frequent to tell persons apart.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .calibrate import MOST_BITS
from .distinct import distinct_texts
from .errors import NameMatchError
from .mentions import Decisions, Mentions, same_texts, tidy
from .nametable import NameTable, ranks_of, read_texts, tabulate, text_ranks, token_places
from .parse import parse_name
from .texts import encoded

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pairs = list[tuple[int, int]]
V = TypeVar("V")


@dataclass(frozen=True, eq=False, slots=True)
class Names:
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


def read_names(mentions: Mentions, advance: Callable[[int], None]) -> Names:
    """Parse every distinct mention once and find the distinct names."""
    (texts, _), (given, _), (family, _) = map(encoded, (mentions.texts, mentions.given, mentions.family))
    if given.lengths.any() or family.lengths.any():
        reading_of, fields = _distinct(list(zip(texts, given, family, strict=True)))
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


def _distinct(values: Sequence[V]) -> tuple[Longs, list[V]]:
    """The place of each value among the distinct ones, and these, in the order in which they are met."""
    distinct = list(dict.fromkeys(values))
    place = dict(zip(distinct, range(len(distinct)), strict=True))
    return np.fromiter(map(place.__getitem__, values), np.int64, len(values)), distinct


def _named(readings: NameTable, reading_of: Longs) -> Names:
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
    return Names(readings, readings.take(firsts), reading_of, name[reading_of], turn)


@dataclass(frozen=True, eq=False, slots=True)
class Units:
    """What is clustered. Unit *u* has the mentions ``rows[starts[u]:starts[u + 1]]``, in a
    fixed order, all of the name ``name[u]``; the units of a name follow one another, and so
    do those of a *cell*, a name and a decided text. *source* and *text* are ranks, -1 where
    nothing parts the mentions."""

    rows: Longs
    starts: Longs
    name: Longs
    cell: Longs
    source: Longs
    text: Longs
    frequent: Bools  # whether its name is too frequent to tell persons apart

    def __len__(self) -> int:
        return len(self.name)

    @property
    def weights(self) -> Longs:
        """Mentions of each unit."""
        return np.diff(self.starts)

    @property
    def heads(self) -> Longs:
        """The first mention of each unit."""
        return self.rows[self.starts[:-1]]


def part_units(
    mentions: Mentions,
    names: Names,
    *,
    distinct_sources: bool,
    decisions: Decisions,
    frequent: Bools,
) -> Units:
    """Part the mentions that have a name into units; *frequent* names part into single
    mentions.

    Raises NameMatchError where *distinct_sources* is asked and no mention has a source.
    """
    sources = ranks(mentions.sources)
    if distinct_sources and len(mentions) and (sources < 0).all():
        raise NameMatchError("within_source='distinct' needs mentions with a source")
    code = {text: i for i, text in enumerate(decisions.texts)}
    texts = _decided_texts(names, code)[names.reading_of]
    cells = names.name_of * (len(code) + 1) + texts + 1
    rows = _in_fixed_order(mentions, names, cells, sources)
    many = np.zeros(len(code) + 1, np.bool_)  # the last one, at -1, is for texts undecided
    many[[code[left] for left, right in decisions.different if left == right]] = True
    alone = frequent[names.name_of[rows]] | many[texts[rows]]
    if distinct_sources:
        alone |= sources[rows] >= 0
    first = np.flatnonzero(alone | (np.diff(cells[rows], prepend=-1) != 0))
    heads = rows[first]
    source = sources[heads] if distinct_sources else np.full(len(heads), -1)
    name = names.name_of[heads]
    starts = np.append(first, len(rows))
    return Units(rows, starts, name, cells[heads], source, texts[heads], frequent[name])


def _decided_texts(names: Names, code: dict[str, int]) -> Longs:
    """The place of each reading's text among those decided about, or -1."""
    if not code:
        return np.full(len(names.readings.texts), -1, np.int64)
    return np.array([code.get(tidy(text), -1) for text in names.readings.texts], np.int64)


def ranks(values: Sequence[str | None]) -> Longs:
    """The place of each value among the distinct ones, ascending; -1 for None.

    >>> ranks(["b", None, "a", "b"]).tolist()
    [1, -1, 0, 1]
    """
    texts, missing = encoded(values)
    rank = np.full(len(texts), -1, np.int64)
    number, first = distinct_texts(texts.take(np.flatnonzero(~missing)))
    met = texts.take(np.flatnonzero(~missing)[first])
    rank[~missing] = text_ranks(met, np.zeros(len(met), np.int64))[number]
    return rank


def _in_fixed_order(mentions: Mentions, names: Names, cells: Longs, sources: Longs) -> Longs:
    """Mentions with a name by cell, source, text, and only then by row."""
    rows = np.flatnonzero(names.name_of >= 0)
    keys = [cells[rows]]
    if (sources >= 0).any():
        keys.append(sources[rows])
    keys.append(names.turn[names.reading_of[rows]])
    if not isinstance(mentions.rows, range):
        keys.append(
            np.array([i if row is None else row for i, row in enumerate(mentions.rows)], np.int64)[rows]
        )
    return rows[np.lexsort(keys[::-1])]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What holds whatever the scores say. *repeated* are units of one name for two mentions
    of one source: the first unit of each repetition with the first of the next."""

    same: Pairs
    apart: Pairs
    repeated: Pairs


def constrain(units: Units, decisions: Decisions) -> Constraints:
    """Decisions and sources as pairs of units.

    Under ``within_source="distinct"`` the first mentions of a name in each source are one
    person, so are the second ones, and so on. Raises NameMatchError where decisions make two
    mentions of one source one person.
    """
    same, repeated = _by_occurrence(units, decisions)
    texts = decisions.texts
    of_text: dict[str, list[int]] = {text: [] for text in texts}
    for unit in np.flatnonzero(units.text >= 0).tolist():
        of_text[texts[units.text[unit]]].append(unit)
    _refuse_shared_source(units, decisions, of_text)
    apart: Pairs = []
    for left, right in decisions.same:
        same += pairwise(of_text[left] + of_text[right])
    for left, right in decisions.different:
        ends = of_text[left], of_text[right]
        apart += combinations(ends[0], 2) if left == right else product(*ends)
    return Constraints([pair for pair in same if pair[0] != pair[1]], apart, repeated)


def _by_occurrence(units: Units, decisions: Decisions) -> tuple[Pairs, Pairs]:
    same: Pairs = []
    repeated: Pairs = []
    many = {left for left, right in decisions.different if left == right}
    for start, stop in _runs(units.cell if (units.source >= 0).any() else units.cell[:0]):
        text = units.text[start]
        if units.frequent[start] or (text >= 0 and decisions.texts[text] in many):
            continue
        seen: dict[int, int] = {}
        turns: list[list[int]] = []
        for unit, source in enumerate(units.source[start:stop].tolist(), start):
            turn = seen[source] = seen.get(source, -1) + 1
            if turn == len(turns):
                turns.append([])
            turns[turn].append(unit)
        same += [pair for turn in turns for pair in pairwise(turn)]
        repeated += pairwise(turn[0] for turn in turns)
    return same, repeated


def _runs(values: Longs) -> Iterator[tuple[int, int]]:
    """Bounds of each run of two or more equal values."""
    starts = np.flatnonzero(np.diff(values, prepend=-1)).tolist()
    return ((a, b) for a, b in pairwise([*starts, len(values)]) if b - a > 1)


def _refuse_shared_source(units: Units, decisions: Decisions, of_text: dict[str, list[int]]) -> None:
    seen: dict[tuple[str, int], str] = {}
    for text, person in sorted(same_texts(decisions.same).items()):
        for source in units.source[of_text[text]].tolist():
            if source >= 0 and (person, source) in seen:
                other = seen[person, source]
                raise NameMatchError(f"{other!r} and {text!r} are decided same but stand in one source")
            seen[person, source] = text


@dataclass(frozen=True, eq=False, slots=True)
class UnitPairs:
    """Scored pairs of units, *left* < *right*, each once; *frequent* ones are never
    ``same``."""

    left: Longs
    right: Longs
    bits: Floats
    frequent: Bools

    def where(self, chosen: Bools | Longs) -> "UnitPairs":
        """The pairs that a mask or an order chooses."""
        return UnitPairs(self.left[chosen], self.right[chosen], self.bits[chosen], self.frequent[chosen])


def pair_units(units: Units, left: Longs, right: Longs, bits: Floats, repeated: Pairs) -> UnitPairs:
    """Pairs of units from scored pairs of names, and the pairs of one name that are in
    question.

    A frequent name takes part with its first unit, and its units are a chain: nothing joins
    them, and a row for each two of a thousand namesakes helps nobody.
    """
    count = np.bincount(units.name) if len(units) else np.zeros(0, np.int64)
    start = np.cumsum(count) - count
    reach = count.copy()
    reach[units.name[units.frequent]] = 1
    ours, theirs = reach[left], reach[right]
    times = ours * theirs
    pair = np.repeat(np.arange(len(left)), times)
    turn = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    one = start[left[pair]] + turn // theirs[pair]
    two = start[right[pair]] + turn % theirs[pair]
    equal = np.array([*_equal_names(units), *repeated], np.int64).reshape(-1, 2)
    one, two = np.append(one, equal[:, 0]), np.append(two, equal[:, 1])
    all_bits = np.append(bits[pair], np.full(len(equal), MOST_BITS))
    return UnitPairs(one, two, all_bits, units.frequent[one] | units.frequent[two])


def _equal_names(units: Units) -> Iterator[tuple[int, int]]:
    """Units of one name that scores may join, and each unit of a frequent name with the
    next."""
    for start, stop in _runs(units.name):
        if units.frequent[start]:
            yield from pairwise(range(start, stop))
        else:
            cells = units.cell[start:stop].tolist()
            several = len(set(cells)) > 1
            for a, b in combinations(range(start, stop), 2) if several else ():
                if cells[a - start] != cells[b - start]:
                    yield a, b
