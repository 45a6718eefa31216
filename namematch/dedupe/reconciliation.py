"""A partition of mentions in, what becomes of a list out: its persons, a row for every mention, what is in
doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Literal

import numpy as np

from ..arrays.dtypes import Longs
from ..arrays.hashing import hashes_of
from ..arrays.lockless import cached_property
from ..arrays.ragged import starts_of
from ..arrays.running import kernels_for
from ..arrays.strings import Coded, Texts, encoded, parts
from ..batch.all_pairs import cores
from ..batch.transliteration import TextSpeller
from ..compare.names import compare_names
from ..model.vocabulary import Vocabulary
from ..names.lists import DistinctNames
from ..names.mentions import Mention, Mentions
from ..policy import Policy
from .canonical import PersonNames, tie_names
from .ids import mention_hashes, person_ids
from .linkage import RefusalReason
from .partition import Partition
from .person_columns import PersonTable, persons_of
from .persons import Person
from .reviews import Doubtful, Review, ReviewTable, sorted_pairs
from .units import UnitPairs, Units

RowVerdict = Literal["same", "review", "none"]

_ROW_VERDICTS: Final[tuple[RowVerdict, ...]] = ("same", "review", "none")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What became of one row of the input, counted from 0.

    *person* is None for a row without a name. *bits* tie the mention to the person's name;
    None where it is alone. *verdict* is "review" where the person is in a review row.
    """

    row: int
    person: str | None
    bits: float | None
    verdict: RowVerdict
    mention: Mention


@dataclass(frozen=True, eq=False, slots=True)
class Assigned:
    """The fields of every ``Assignment``, by column: one entry a row of the input."""

    person: Coded[str]
    bits: Coded[float]
    verdict: Coded[RowVerdict]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two persons whose most alike mentions are ``same`` by themselves, and why they stay apart: "decided
    different", "one source", "two fathers", "two generations" or "average below the cutoff"."""

    left: str
    right: str
    left_mention: Mention
    right_mention: Mention
    bits: float
    reason: RefusalReason


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """The persons of a list. Each result is made when it is first asked for.

    *policy* is as used, with its population; *counts* tell how many distinct names, spellings and pairs of
    both it took. Persons are in ascending order of their first name, assignments in input order, reviews
    and refusals by falling bits.

    A pickle holds what was found, not what was made of it when asked for; see ``Vocabulary``
    for where it can be read.
    """

    mentions: Mentions
    policy: Policy
    vocabulary: Vocabulary
    counts: Mapping[str, int]
    _names: DistinctNames
    _units: Units
    _pairs: UnitPairs
    _partition: Partition
    _given_vocabulary: Vocabulary  # without the words of the list: names are inferred by it

    def __repr__(self) -> str:
        persons = int(self._partition.person.max(initial=-1)) + 1
        reviews = int(np.count_nonzero(self._partition.reviewed)) + len(self._lone_people)
        return f"Reconciliation({len(self.mentions):,} mentions, {persons:,} persons, {reviews:,} for review)"

    def __getstate__(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Every person once."""
        return tuple(person for block in self._person_table.blocks() for person in persons_of(block))

    @cached_property
    def persons_table(self) -> dict[str, list[Any]]:
        """What ``persons`` say, by column: a list for each field of ``Person``, an entry a person.

        It serves for a frame, ``pandas.DataFrame(result.persons_table)``. *mentions*, *repetitions* and
        *apart* are lists of mappings, as in the file that ``--persons`` writes, their bits not rounded.
        """
        table: dict[str, list[Any]] = {name: [] for name in Person.model_fields}
        for block in self._person_table.blocks():
            for name, values in block.fields().items():
                table[name] += values
        return table

    @cached_property
    def _person_table(self) -> PersonTable:
        """What the persons are made of, some or block by block: for long lists."""
        contacts = self._partition.contacts
        person = self._partition.person
        return PersonTable(
            self.mentions,
            self._names,
            self._ids,
            *self._person_rows,
            self._name_of,
            self._person_names,
            (person[contacts.left], person[contacts.right], contacts.bits),
            TextSpeller(self._given_vocabulary, threads=cores(None), size=len(self.mentions)),
        )

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """One for every input row."""
        columns = self.assigned
        verdicts = map(_ROW_VERDICTS.__getitem__, columns.verdict.places.tolist())
        cells = zip(columns.person, columns.bits, verdicts, self.mentions, strict=True)
        return tuple(
            Assignment(row, person, bits, verdict, mention)
            for row, (person, bits, verdict, mention) in enumerate(cells)
        )

    @cached_property
    def assigned(self) -> Assigned:
        """What ``assignments`` says, by column: for long lists."""
        contacts = self._reviewed_contacts()
        # One more for rows without a person, whose number is -1.
        verdict = np.zeros(len(self._ids) + 1, np.int64)
        verdict[self._partition.person[contacts.left]] = _ROW_VERDICTS.index("review")
        verdict[self._partition.person[contacts.right]] = _ROW_VERDICTS.index("review")
        verdict[self._partition.person[self._lone_people]] = _ROW_VERDICTS.index("review")
        verdict[-1] = _ROW_VERDICTS.index("none")
        tied = np.flatnonzero(~np.isnan(self._person_names.bits))
        values, number = np.unique(self._person_names.bits[tied], return_inverse=True)
        bits = np.full(len(self._person_names.bits) + 1, -1)
        bits[tied] = number
        return Assigned(
            Coded(self._ids, self._person_of),
            Coded(values.tolist(), bits[self._name_of]),
            Coded(_ROW_VERDICTS, verdict[self._person_of]),
        )

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Pairs of persons that may be one: one row for two persons, their best pair of
        mentions."""
        return tuple(self._review_table.reviews())

    @cached_property
    def _review_table(self) -> ReviewTable:
        """What ``reviews`` are made of, some or all: for long lists."""
        contacts, alone = self._reviewed_contacts(), self._lone_people
        units = np.append(
            np.column_stack((contacts.left, contacts.right)), np.column_stack((alone, alone)), 0
        )
        found = Doubtful(
            self._partition.person[units],
            self._heads[units],
            np.append(contacts.bits, np.zeros(len(alone))),
            np.append(contacts.frequent, np.zeros(len(alone), np.bool_)),
        )
        return ReviewTable(
            sorted_pairs(found, self.mentions.texts, self._ids),
            self.mentions,
            self._ids,
            self._names,
            self.policy,
            self.vocabulary,
            cores(None),
        )

    @cached_property
    def refused(self) -> tuple[Refusal, ...]:
        """Pairs of persons with a pair of mentions that is ``same``: one row for two
        persons."""
        found = [
            Refusal(*self._ends(pair.left, pair.right), pair.bits, pair.reason)
            for pair in self._partition.refused
        ]
        return tuple(sorted(found, key=_by_falling_bits))

    @property
    def _lone_people(self) -> Longs:
        """The units of cells with several people that no other row asks about; none that was decided."""
        contacts = self._reviewed_contacts()
        person = self._partition.person
        asked = np.zeros(len(person) + 1, np.bool_)
        asked[person[contacts.left]] = asked[person[contacts.right]] = True
        people = self._names.distinct.with_people[self._units.name] & (self._units.text < 0)
        return np.flatnonzero(people & ~asked[person])

    def _reviewed_contacts(self) -> UnitPairs:
        return self._partition.contacts.where(self._partition.reviewed)

    @cached_property
    def _heads(self) -> Longs:
        """A mention of each unit."""
        return self._units.heads

    def _ends(self, left: int, right: int) -> tuple[str, str, Mention, Mention]:
        """The persons of two units, and a mention of each."""
        person, heads = self._partition.person, self._heads
        return (
            self._ids[person[left]],
            self._ids[person[right]],
            self.mentions[heads[left]],
            self.mentions[heads[right]],
        )

    @cached_property
    def _person_names(self) -> PersonNames:
        distinct = self._names.distinct

        def bits_between(left: int, right: int) -> float:
            pair = distinct[left], distinct[right]
            return compare_names(*pair, policy=self.policy, vocabulary=self.vocabulary).bits

        return tie_names(
            self._units,
            self._partition.person,
            self._pairs,
            distinct,
            policy=self.policy,
            bits_between=bits_between,
        )

    @cached_property
    def _name_of(self) -> Longs:
        """The place of each mention's name among ``_person_names``, -1 without a name."""
        return _spread(self._units, self._person_names.of_unit, len(self.mentions))

    @cached_property
    def _person_of(self) -> Longs:
        """The person of each mention, -1 without a name."""
        return _spread(self._units, self._partition.person, len(self.mentions))

    @cached_property
    def _person_rows(self) -> tuple[Longs, Longs]:
        """The mentions of the persons, one after the other, in the fixed order of the units; and where
        each person's begin."""
        person = self._person_of[self._units.rows]
        rows = self._units.rows[np.argsort(person, kind="stable")]
        return rows, starts_of(np.bincount(person))

    @cached_property
    def _ids(self) -> Texts:
        with kernels_for(len(self.mentions)):
            return self._make_ids()

    def _make_ids(self) -> Texts:
        rows, starts = self._person_rows
        texts = hashes_of(self._names.readings.texts)
        sources, missing = encoded(self.mentions.sources)
        hashes = np.empty(len(rows), np.uint64)
        for part in parts(len(rows)):
            reading, where = self._names.reading_of[rows[part]], rows[part]
            hashes[part] = mention_hashes(texts[reading], sources.take(where), missing[where])
        return person_ids(hashes, starts)


def person_table_of(result: Reconciliation) -> PersonTable:
    """What the persons of *result* are made of, some of them or all, block by block: for long lists."""
    return result._person_table


def review_table_of(result: Reconciliation) -> ReviewTable:
    """What the reviews of *result* are made of, the first of them or all: for long lists."""
    return result._review_table


def first_reviews(result: Reconciliation, count: int) -> Sequence[Review]:
    """The first of the reviews of *result*."""
    made = vars(result).get("reviews")
    return result._review_table.reviews(count) if made is None else made[:count]


def _by_falling_bits(row: Refusal) -> tuple[float, str, str, str, str]:
    """The order of rows about two persons; of equal bits by the texts of their mentions."""
    return -row.bits, row.left_mention.text, row.right_mention.text, row.left, row.right


def _spread(units: Units, values: Longs, rows: int) -> Longs:
    """A value of each unit, given to each of its mentions; -1 for the rest."""
    found = np.full(rows, -1, np.int64)
    found[units.rows] = np.repeat(values, units.weights)
    return found
