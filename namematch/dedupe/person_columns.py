"""Persons by number in, all that a ``Person`` tells of them out, by column: made for many at once.

Distinct texts are looked at once, arrays say which; inferred names are spelled for all of them together.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.lockless import cached_property
from ..arrays.ragged import starts_of, stretches
from ..arrays.strings import Texts, encoded
from ..batch.transliteration import TextSpeller
from ..names.lists import DistinctNames
from ..names.mentions import Mentions
from ..names.name import Name
from ..names.table import SCRIPTS
from ..text.scripts import Script
from .canonical import PersonNames
from .persons import (
    NO_NAME,
    Apart,
    Person,
    PrintedName,
    Repeated,
    Repetition,
    TiedMention,
    WrittenAs,
    best_written,
    printed,
    repeated,
)

PERSONS_A_BLOCK: Final = 8192
NEAREST: Final = 3  # persons kept apart that a person lists


@dataclass(frozen=True, slots=True, eq=False)
class MentionColumns:
    """The fields of many ``TiedMention``."""

    text: list[str]
    source: Sequence[str | None]
    row: list[int]
    script: list[Script]
    bits: list[float | None]


@dataclass(frozen=True, slots=True, eq=False)
class PersonColumns:
    """The fields of many ``Person``, an entry a person each; its mentions are the entries ``starts[p]`` to
    before ``starts[p + 1]`` of *mentions*. *apart*: ids and bits."""

    id: list[str]
    persian: list[str]
    latin: list[str]
    persian_observed: list[bool]
    latin_observed: list[bool]
    given: list[str]
    family: list[str]
    titles: list[tuple[str, ...]]
    starts: list[int]
    mentions: MentionColumns
    weakest: list[float | None]
    repetitions: list[tuple[Repeated, ...]]
    apart: list[tuple[tuple[str, float], ...]]

    def __len__(self) -> int:
        return len(self.id)

    def fields(self) -> dict[str, list[Any]]:
        """A list for each field of ``Person``; what are records there are mappings."""
        m, bounds = self.mentions, list(zip(self.starts, self.starts[1:], strict=False))
        cells = zip(m.text, m.source, m.row, map(str, m.script), m.bits, strict=True)
        tied = [dict(zip(TiedMention.model_fields, cell, strict=True)) for cell in cells]
        table = {name: getattr(self, name) for name in Person.model_fields}
        table["mentions"] = [tied[first:last] for first, last in bounds]
        table["repetitions"] = [
            [x._asdict() | {"count": len(x.rows)} for x in found] for found in self.repetitions
        ]
        table["apart"] = [[{"id": x, "bits": bits} for x, bits in found] for found in self.apart]
        return table


@dataclass(frozen=True, eq=False)
class PersonTable:
    """What persons are made of, some of them or all.

    Their mentions are *rows*, those of person *p* from ``starts[p]`` to before ``starts[p + 1]``; *name_of*
    is the place of each mention's name in *person_names*. *contacts* are places of persons, and the bits
    between them. *speller* infers their names."""

    mentions: Mentions
    names: DistinctNames
    ids: Texts
    rows: Longs
    starts: Longs
    name_of: Longs
    person_names: PersonNames
    contacts: tuple[Longs, Longs, Floats]
    speller: TextSpeller

    def __len__(self) -> int:
        return len(self.ids)

    def columns(self, places: Longs) -> PersonColumns:
        """The persons at some *places*, in that order."""
        counts = np.diff(self.starts)[places]
        rows = self.rows[stretches(self.starts[places], counts)]
        starts = starts_of(counts)
        mentions, bits = self._mentions(rows), self.person_names.bits[self.name_of[rows]]
        weakest = np.fmin.reduceat(bits, starts[:-1]) if len(places) else bits
        persian, latin = self._canonical(places, rows, counts)
        main = [one or two or NO_NAME for one, two in zip(persian, latin, strict=True)]
        inferred = self._inferred(persian, latin)
        return PersonColumns(
            list(self.ids.take(places)),
            [name.whole if name else text for name, text in zip(persian, inferred, strict=True)],
            [name.whole if name else text for name, text in zip(latin, inferred, strict=True)],
            [name is not None for name in persian],
            [name is not None for name in latin],
            [name.given for name in main],
            [name.family for name in main],
            self._titles(self.names.reading_of[rows], starts),
            starts.tolist(),
            mentions,
            _without_nan(weakest),
            _repetitions(mentions, starts),
            self._apart(places),
        )

    def blocks(self) -> Iterator[PersonColumns]:
        """All persons, block by block."""
        for first in range(0, len(self), PERSONS_A_BLOCK):
            yield self.columns(np.arange(first, min(first + PERSONS_A_BLOCK, len(self))))

    def repetitions(self) -> list[Repeated]:
        """The repetitions of all persons, without their names."""
        if not (~self._encoded_sources[1]).any():
            return []
        found: list[Repeated] = []
        for first in range(0, len(self), PERSONS_A_BLOCK):
            starts = self.starts[first : first + PERSONS_A_BLOCK + 1]
            mentions = self._mentions(self.rows[starts[0] : starts[-1]])
            for of_person in _repetitions(mentions, starts - starts[0]):
                found += of_person
        return found

    def _mentions(self, rows: Longs) -> MentionColumns:
        table, reading = self.names.readings, self.names.reading_of[rows]
        return MentionColumns(
            list(table.texts.take(reading)),
            self._sources(rows),
            self._numbers(rows),
            [SCRIPTS[script] for script in table.script[reading].tolist()],
            _without_nan(self.person_names.bits[self.name_of[rows]]),
        )

    def _sources(self, rows: Longs) -> Sequence[str | None]:
        """The sources of some mentions."""
        texts, missing = self._encoded_sources
        found: list[str | None] = list(texts.take(rows))
        for place in np.flatnonzero(missing[rows]).tolist():
            found[place] = None
        return found

    @cached_property
    def _encoded_sources(self) -> tuple[Texts, Bools]:
        return encoded(self.mentions.sources)

    def _numbers(self, rows: Longs) -> list[int]:
        """The caller's numbers of some mentions, or their places in the list."""
        numbers, listed = self.mentions.rows, rows.tolist()
        if isinstance(numbers, range):
            return [numbers[row] for row in listed]
        given = [numbers[row] for row in listed]
        return [row if number is None else int(number) for row, number in zip(listed, given, strict=True)]

    def _canonical(
        self, places: Longs, rows: Longs, counts: Longs
    ) -> tuple[list[PrintedName | None], list[PrintedName | None]]:
        """The canonical name of each person in Persian and in Latin letters, as it is best written."""
        chosen = self.person_names.canonical[places]
        owner = np.repeat(np.arange(len(places)), counts)
        found = []
        for script in (Script.PERSIAN, Script.LATIN):
            wanted = chosen[:, SCRIPTS.index(script)]
            of_name = np.flatnonzero(self.name_of[rows] == wanted[owner])
            persons, readings = owner[of_name], self.names.reading_of[rows[of_name]]
            found.append(self._printed(wanted >= 0, self._best_readings(persons, readings)))
        return found[0], found[1]

    def _best_readings(self, persons: Longs, readings: Longs) -> Longs:
        """Of the *readings* of one name of each of *persons* the one to print, persons ascending."""
        width = len(self.names.readings)
        keys, times = np.unique(persons * width + readings, return_counts=True)
        person, reading = np.divmod(keys, width)
        first = np.flatnonzero(np.diff(person, prepend=-1))
        best: Longs = reading[first]
        several = np.flatnonzero(np.diff(np.append(first, len(keys))) > 1)
        ends = np.append(first, len(keys))
        for k in several.tolist():
            part = slice(int(ends[k]), int(ends[k + 1]))
            best[k] = self._best_reading(reading[part].tolist(), times[part].tolist())
        return best

    def _best_reading(self, readings: list[int], times: list[int]) -> int:
        table = self.names.readings
        if (table.read_of[readings] < 0).all():
            found = {x: WrittenAs(table.texts[x], int(table.titles[x])) for x in readings}
            return best_written(found, dict(zip(readings, times, strict=True)))
        # Names given as such may be equal though they were told in two ways.
        names = {x: table[x] for x in readings}
        total = Counter[Name]()
        for x, count in zip(readings, times, strict=True):
            total[names[x]] += count
        found = {x: WrittenAs(name.text, len(name.titles)) for x, name in names.items()}
        return best_written(found, {x: total[name] for x, name in names.items()})

    def _printed(self, observed: Bools, readings: Longs) -> list[PrintedName | None]:
        """The *readings*, one for each person where the name is *observed*, as they are printed."""
        table = self.names.readings
        first, last = table.starts[readings] + table.optional[readings], table.starts[readings + 1]
        tokens = [table.tokens[t] for t in table.token[stretches(first, last - first)].tolist()]
        bounds = starts_of(last - first).tolist()
        texts = table.texts.take(readings)
        names = (printed(tokens[a:b], text) for a, b, text in zip(bounds, bounds[1:], texts, strict=False))
        return [next(names) if known else None for known in observed.tolist()]

    def _inferred(
        self, persian: Sequence[PrintedName | None], latin: Sequence[PrintedName | None]
    ) -> list[str]:
        """What the name of each person is in the script of which there is no mention; '' where it needs
        none."""
        pairs = zip(persian, latin, strict=True)
        known = [(one or two) if one is None or two is None else None for one, two in pairs]
        spelled = iter(self.speller.spell([name.whole for name in known if name]))
        return [next(spelled) if name else "" for name in known]

    def _titles(self, reading: Longs, starts: Longs) -> list[tuple[str, ...]]:
        """Every title of each person, the most frequent first."""
        table = self.names.readings
        found: list[tuple[str, ...]] = [()] * (len(starts) - 1)
        titled = np.flatnonzero(table.titles[reading])
        owner = np.searchsorted(starts, titled, side="right") - 1
        times: dict[int, Counter[str]] = {}
        for person, x in zip(owner.tolist(), reading[titled].tolist(), strict=True):
            times.setdefault(person, Counter()).update(table[x].titles)
        for person, counted in times.items():
            found[person] = tuple(sorted(counted, key=lambda title: (-counted[title], title)))
        return found

    def _apart(self, places: Longs) -> list[tuple[tuple[str, float], ...]]:
        """The nearest persons that each was kept apart from."""
        two, bits, first = self._contacts
        found = []
        for person in places.tolist():
            part = slice(first[person], first[person + 1])
            near = [
                (-falling, self.ids[other])
                for falling, other in zip(bits[part].tolist(), two[part].tolist(), strict=True)
            ]
            found.append(tuple((other, -rising) for rising, other in sorted(near)[:NEAREST]))
        return found

    @cached_property
    def _contacts(self) -> tuple[Longs, Floats, list[int]]:
        """Whom all persons met, and the bits between them, by person; and where those of each begin."""
        left, right, bits = self.contacts
        one, two = np.append(left, right), np.append(right, left)
        order = np.argsort(one, kind="stable")
        starts = starts_of(np.bincount(one, minlength=len(self))).tolist()
        return two[order], np.append(bits, bits)[order], starts


def persons_of(columns: PersonColumns) -> Iterator[Person]:
    """The persons whose fields these are."""
    c, m = columns, columns.mentions
    # Values are ours and need no proof; pydantic would refuse a text with a lone surrogate.
    tied = [
        TiedMention.model_construct(text=text, source=source, row=row, script=script, bits=bits)
        for text, source, row, script, bits in zip(m.text, m.source, m.row, m.script, m.bits, strict=True)
    ]
    for k in range(len(c)):
        yield Person.model_construct(
            id=c.id[k],
            persian=c.persian[k],
            latin=c.latin[k],
            persian_observed=c.persian_observed[k],
            latin_observed=c.latin_observed[k],
            given=c.given[k],
            family=c.family[k],
            titles=c.titles[k],
            mentions=tuple(tied[c.starts[k] : c.starts[k + 1]]),
            weakest=c.weakest[k],
            repetitions=tuple(
                Repetition.model_construct(**found._asdict(), count=len(found.rows))
                for found in c.repetitions[k]
            ),
            apart=tuple(Apart.model_construct(id=other, bits=bits) for other, bits in c.apart[k]),
        )


def _without_nan(bits: Floats) -> list[float | None]:
    """*bits*, None for NaN."""
    found: list[float | None] = bits.tolist()
    for place in np.flatnonzero(np.isnan(bits)).tolist():
        found[place] = None
    return found


def _repetitions(mentions: MentionColumns, starts: Longs) -> list[tuple[Repeated, ...]]:
    """The repetitions of each person."""
    found: list[tuple[Repeated, ...]] = [()] * (len(starts) - 1)
    if all(source is None for source in mentions.source):
        return found
    bounds = starts.tolist()
    for person in np.flatnonzero(np.diff(starts) > 1).tolist():
        part = slice(bounds[person], bounds[person + 1])
        columns = mentions.source[part], mentions.script[part], mentions.text[part], mentions.row[part]
        found[person] = tuple(repeated(zip(*columns, strict=True)))
    return found
