"""Mentions in, units of clustering out: what is one before any score is asked.

Mentions of one name, word for word, are one unit, however often it stands in the list. A name
is parted into several units only where its mentions may be several persons: in one source, by
a decision, or because the name is too frequent to tell persons apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.ranking import ranks
from ..arrays.strings import encoded
from ..compare.calibration import MOST_BITS
from ..errors import NameMatchError
from ..names.lists import DistinctNames
from ..names.mentions import Mentions
from .decisions import Decisions, tidy

UnitPair = tuple[int, int]


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
    def have_sources(self) -> bool:
        """Whether sources part the mentions: two of one source are two persons."""
        return bool((self.source >= 0).any())

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
    names: DistinctNames,
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
    place = {text: i for i, text in enumerate(decisions.texts)}
    texts = _decided_texts(names, place)[names.reading_of]
    cells = names.name_of * (len(place) + 1) + texts + 1
    rows = _in_fixed_order(mentions, names, cells, sources)
    several = np.zeros(len(place) + 1, np.bool_)  # the last one, at -1, is for texts undecided
    several[[place[left] for left, right in decisions.different if left == right]] = True
    alone = frequent[names.name_of[rows]] | several[texts[rows]]
    if distinct_sources:
        alone |= sources[rows] >= 0
    first = np.flatnonzero(alone | (np.diff(cells[rows], prepend=-1) != 0))
    heads = rows[first]
    source = sources[heads] if distinct_sources else np.full(len(heads), -1)
    name = names.name_of[heads]
    starts = np.append(first, len(rows))
    return Units(rows, starts, name, cells[heads], source, texts[heads], frequent[name])


def _decided_texts(names: DistinctNames, place: dict[str, int]) -> Longs:
    """The *place* of each reading's text among those decided about, or -1."""
    if not place:
        return np.full(len(names.readings.texts), -1, np.int64)
    return np.array([place.get(tidy(text), -1) for text in names.readings.texts], np.int64)


def _in_fixed_order(mentions: Mentions, names: DistinctNames, cells: Longs, sources: Longs) -> Longs:
    """Mentions with a name by cell, source, reading, fields, and only then by row where they have one."""
    rows = np.flatnonzero(names.name_of >= 0)
    keys = [cells[rows]]
    if (sources >= 0).any():
        keys.append(sources[rows])
    keys.append(names.turn[names.reading_of[rows]])
    if any(encoded(column)[0].lengths.any() for column in (mentions.given, mentions.family)):
        # Dr. Mobasheri reads the same with Dr. in a field for given names, and is another mention.
        keys += [ranks(column)[rows] for column in (mentions.texts, mentions.given, mentions.family)]
    if not isinstance(mentions.rows, range):
        without = np.array([row is None for row in mentions.rows], np.int64)
        number = np.array([0 if row is None else row for row in mentions.rows], np.int64)
        keys += [without[rows], number[rows]]
    return rows[np.lexsort(keys[::-1])]


def equal_runs(values: Longs) -> Iterator[tuple[int, int]]:
    """Bounds of each run of two or more equal values."""
    starts = np.flatnonzero(np.diff(values, prepend=-1)).tolist()
    return ((a, b) for a, b in pairwise([*starts, len(values)]) if b - a > 1)


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

    def each(self) -> Iterator[tuple[int, int, float, bool]]:
        """The pairs one by one: left, right, bits, whether one is frequent."""
        columns = self.left, self.right, self.bits, self.frequent
        return zip(*(column.tolist() for column in columns), strict=True)


def pair_units(
    units: Units, left: Longs, right: Longs, bits: Floats, repeated: Sequence[UnitPair]
) -> UnitPairs:
    """Pairs of units from scored pairs of names, and the pairs of one name that are in
    question.

    A frequent name takes part with its first unit, and its units are a chain: nothing joins
    them, and a row for each two of a thousand namesakes helps nobody.
    """
    count = np.bincount(units.name) if len(units) else np.zeros(0, np.int64)
    start = np.cumsum(count) - count
    taking_part = count.copy()
    taking_part[units.name[units.frequent]] = 1
    columns = taking_part[right]
    times = taking_part[left] * columns
    # Each pair of names is a table of its units: a row a left one, a column a right one.
    pair = np.repeat(np.arange(len(left)), times)
    cell = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    one = start[left[pair]] + cell // columns[pair]
    two = start[right[pair]] + cell % columns[pair]
    equal = np.array([*_equal_names(units), *repeated], np.int64).reshape(-1, 2)
    one, two = np.append(one, equal[:, 0]), np.append(two, equal[:, 1])
    all_bits = np.append(bits[pair], np.full(len(equal), MOST_BITS))
    return UnitPairs(one, two, all_bits, units.frequent[one] | units.frequent[two])


def _equal_names(units: Units) -> Iterator[UnitPair]:
    """Units of one name that scores may join, and each unit of a frequent name with the
    next."""
    for start, stop in equal_runs(units.name):
        if units.frequent[start]:
            yield from pairwise(range(start, stop))
        else:
            cells = units.cell[start:stop].tolist()
            several = len(set(cells)) > 1
            for a, b in combinations(range(start, stop), 2) if several else ():
                if cells[a - start] != cells[b - start]:
                    yield a, b
