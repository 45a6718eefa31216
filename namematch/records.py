"""Mentions in, a Reconciliation out: persons, a row for every mention, and what is in doubt."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from .calibrate import probability_of
from .cluster import Refused, cluster_pairs
from .compare import Aligned, compare_names, name_rarity, verdict_of
from .distinct import hashes_of
from .errors import NameMatchError
from .forms import Forms, tie_forms
from .ids import mention_hashes, person_ids
from .listwords import with_list_words
from .mentions import Decision, Mention, MentionLike, Mentions, read_decisions, read_mentions
from .parse import Name
from .persons import Member, Person, make_person
from .policy import Policy
from .progress import Progress, counter, silent
from .texts import Coded, Texts, encoded, parts
from .units import (
    Constraints,
    Names,
    UnitPairs,
    Units,
    constrain,
    pair_units,
    part_units,
    read_names,
)
from .vocabulary import Vocabulary, shipped_vocabulary

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]

Verdict = Literal["same", "review", "none"]

_VERDICTS: Final[tuple[Verdict, ...]] = ("same", "review", "none")
NEAREST: Final = 3  # persons kept apart that a person lists


@dataclass(frozen=True, slots=True)
class Assignment:
    """What became of one row of the input, counted from 0.

    *person* is None for a row without a name. *bits* tie the mention to the person's name;
    None where it is alone. *verdict* is "review" where the person is in a review row.
    """

    row: int
    person: str | None
    bits: float | None
    verdict: Verdict
    mention: Mention


@dataclass(frozen=True, eq=False, slots=True)
class Assigned:
    """The fields of every ``Assignment``, by column: one entry a row of the input."""

    person: Coded[str]
    bits: Coded[float]
    verdict: Coded[Verdict]


@dataclass(frozen=True, slots=True)
class Review:
    """Two persons who may be one, with their two most alike mentions and what is between
    these."""

    left: str
    right: str
    left_mention: Mention
    right_mention: Mention
    bits: float
    probability: float
    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two persons whose most alike mentions are ``same`` by themselves, and why they stay
    apart.

    *reason* is "decided different", "one source" or "average below the cutoff".
    """

    left: str
    right: str
    left_mention: Mention
    right_mention: Mention
    bits: float
    reason: str


@dataclass(frozen=True, eq=False, slots=True)
class _Partition:
    """The person of each unit, and the best pair of units between each two persons."""

    person: Longs
    contacts: UnitPairs
    reviewed: Bools  # of contacts: whether a human may still join the two
    refused: tuple[Refused, ...]  # the best of each two persons


@dataclass(frozen=True, eq=False)
class Reconciliation:
    """The persons of a list. Each result is made when it is first asked for.

    *policy* is as used, with its population; *counts* tell how many distinct names, spellings and pairs of
    both it took. Persons are in ascending order of their first
    name form, assignments in input order, reviews and refusals by falling bits.
    """

    mentions: Mentions
    policy: Policy
    vocabulary: Vocabulary
    counts: Mapping[str, int]
    _names: Names
    _units: Units
    _pairs: UnitPairs
    _partition: _Partition

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Every person once."""
        near = self._nearest()
        count = len(self._ids)
        return tuple(self._person(person, near.get(person, [])) for person in range(count))

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """One for every input row."""
        columns = self.assigned
        verdicts = map(_VERDICTS.__getitem__, columns.verdict.places.tolist())
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
        verdict[self._partition.person[contacts.left]] = _VERDICTS.index("review")
        verdict[self._partition.person[contacts.right]] = _VERDICTS.index("review")
        verdict[-1] = _VERDICTS.index("none")
        tied = np.flatnonzero(~np.isnan(self._forms.bits))
        values, number = np.unique(self._forms.bits[tied], return_inverse=True)
        bits = np.full(len(self._forms.bits) + 1, -1)
        bits[tied] = number
        return Assigned(
            Coded(self._ids, self._owner),
            Coded(values.tolist(), bits[self._form_of]),
            Coded(_VERDICTS, verdict[self._owner]),
        )

    @cached_property
    def reviews(self) -> tuple[Review, ...]:
        """Pairs of persons that may be one: one row for two persons, their best pair of
        mentions."""
        found = [self._review(*pair) for pair in _rows(self._reviewed_contacts())]
        return tuple(sorted(found, key=lambda r: (-r.bits, *_texts(r), r.left, r.right)))

    @cached_property
    def refused(self) -> tuple[Refusal, ...]:
        """Pairs of persons with a pair of mentions that is ``same``: one row for two
        persons."""
        found = [
            Refusal(*self._ends(pair.left, pair.right), pair.bits, pair.reason)
            for pair in self._partition.refused
        ]
        return tuple(sorted(found, key=lambda r: (-r.bits, *_texts(r), r.left, r.right)))

    def _reviewed_contacts(self) -> UnitPairs:
        return self._partition.contacts.where(self._partition.reviewed)

    def _ends(self, left: int, right: int) -> tuple[str, str, Mention, Mention]:
        person, heads = self._partition.person, self._units.heads
        return (
            self._ids[person[left]],
            self._ids[person[right]],
            self.mentions[heads[left]],
            self.mentions[heads[right]],
        )

    def _review(self, left: int, right: int, bits: float, frequent: bool) -> Review:
        reason = self._reason(left, right, bits, frequent)
        return Review(*self._ends(left, right), bits, probability_of(bits), reason)

    def _reason(self, left: int, right: int, bits: float, frequent: bool) -> str:
        if bits >= self.policy.same:
            alike = "a frequent name: others may share it"
            return alike if frequent else "apart though alike: their other mentions do not fit"
        one, two = (self._names.readings[r] for r in self._readings_of_units([left, right]))
        found = compare_names(one, two, policy=self.policy, vocabulary=self.vocabulary)
        return reason_of(found.evidence)

    def _readings_of_units(self, units: Sequence[int]) -> list[int]:
        readings: list[int] = self._names.reading_of[self._units.heads[units]].tolist()
        return readings

    @cached_property
    def _forms(self) -> Forms:
        distinct = self._names.distinct

        def bits_between(left: int, right: int) -> float:
            pair = distinct[left], distinct[right]
            return compare_names(*pair, policy=self.policy, vocabulary=self.vocabulary).bits

        return tie_forms(
            self._units,
            self._partition.person,
            self._pairs,
            distinct,
            policy=self.policy,
            bits_between=bits_between,
        )

    @cached_property
    def _form_of(self) -> Longs:
        """The form of each mention, -1 without a name."""
        return _spread(self._units, self._forms.of_unit, len(self.mentions))

    @cached_property
    def _owner(self) -> Longs:
        """The person of each mention, -1 without a name."""
        return _spread(self._units, self._partition.person, len(self.mentions))

    @cached_property
    def _person_rows(self) -> tuple[Longs, Longs]:
        """The mentions of the persons, one after the other, in the fixed order of the units; and where
        each person's begin."""
        owner = self._owner[self._units.rows]
        rows = self._units.rows[np.argsort(owner, kind="stable")]
        return rows, np.append(0, np.cumsum(np.bincount(owner)))

    @cached_property
    def _ids(self) -> Texts:
        rows, starts = self._person_rows
        texts = hashes_of(self._names.readings.texts)
        sources, missing = encoded(self.mentions.sources)
        hashes = np.empty(len(rows), np.uint64)
        for part in parts(len(rows)):
            reading, where = self._names.reading_of[rows[part]], rows[part]
            hashes[part] = mention_hashes(texts[reading], sources.take(where), missing[where])
        return person_ids(hashes, starts)

    def _name(self, row: int) -> Name:
        name: Name = self._names.readings[int(self._names.reading_of[row])]
        return name

    def _bits(self, row: int) -> float | None:
        bits = float(self._forms.bits[self._form_of[row]])
        return None if np.isnan(bits) else bits

    def _person(self, person: int, near: list[tuple[float, str]]) -> Person:
        order, starts = self._person_rows
        rows = order[starts[person] : starts[person + 1]].tolist()
        chosen = self._forms.canonical[person].tolist()
        by_form: dict[int, list[Name]] = {}
        for row in rows:
            by_form.setdefault(int(self._form_of[row]), []).append(self._name(row))
        return make_person(
            self._ids[person],
            [self._member(row) for row in rows],
            persian=by_form.get(chosen[0], []),
            latin=by_form.get(chosen[1], []),
            apart=[(other, -falling) for falling, other in sorted(near)[:NEAREST]],
        )

    def _member(self, row: int) -> Member:
        mention = self.mentions[row]
        place = row if mention.row is None else int(mention.row)
        return Member(mention, self._name(row), place, self._bits(row))

    def _nearest(self) -> dict[int, list[tuple[float, str]]]:
        """For each person the others it was kept apart from: minus bits, id."""
        near: dict[int, list[tuple[float, str]]] = {}
        for left, right, bits, _ in _rows(self._partition.contacts):
            ends = self._partition.person[[left, right]].tolist()
            for one, other in (ends, ends[::-1]):
                near.setdefault(one, []).append((-bits, self._ids[other]))
        return near


def _rows(pairs: UnitPairs) -> Iterator[tuple[int, int, float, bool]]:
    return zip(
        pairs.left.tolist(),
        pairs.right.tolist(),
        pairs.bits.tolist(),
        pairs.frequent.tolist(),
        strict=True,
    )


def _texts(row: Review | Refusal) -> tuple[str, str]:
    return row.left_mention.text, row.right_mention.text


def _spread(units: Units, values: Longs, rows: int) -> Longs:
    """A value of each unit, given to each of its mentions; -1 for the rest."""
    found = np.full(rows, -1, np.int64)
    found[units.rows] = np.repeat(values, units.weights)
    return found


_REASONS: Final = {
    "left over": "missing on the other side: {words}",
    "particle": "missing on the other side: {words}",
    "initial": "an initial for a word: {words}",
    "spelling": "spelled otherwise: {words}",
    "slip": "a slip of the pen: {words}",
    "short form": "a short form: {words}",
    "similar": "look alike: {words}",
    "different": "do not fit: {words}",
    "surname first": "the words stand in turned order",
    "other order": "the words stand in another order",
    "one word": "only one word in common",
}
_MOST_OF_IT: Final = 0.8  # of the doubt, which is what a reason names


def reason_of(evidence: Iterable[Aligned]) -> str:
    """The evidence that makes most of the doubt, worst first, in one short line.

    >>> reason_of([Aligned("khani", "", "left over", "", 4.0)])
    'missing on the other side: khani'
    >>> reason_of([])
    'nothing speaks against it'
    """
    pieces = sorted((e for e in evidence if e.doubt > 0), key=lambda e: -e.doubt)
    total, told = sum(e.doubt for e in pieces), 0.0
    lines: list[str] = []
    for piece in pieces:
        if told >= _MOST_OF_IT * total:
            break
        words = " / ".join(filter(None, (piece.left, piece.right)))
        lines.append(_REASONS.get(piece.relation, "{words}").format(words=words))
        told += piece.doubt
    return "; ".join(lines) or "nothing speaks against it"


def dedupe_names(
    mentions: Iterable[MentionLike],
    *,
    within_source: Literal["any", "distinct"] = "any",
    decisions: Iterable[Decision] = (),
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
) -> Reconciliation:
    """Find the persons of a list: mentions whose names are ``same`` are one person.

    A mention is a text, a ``Mention`` or a mapping with its fields; None, NaN and rows
    without a name get an assignment to nobody, ``[]`` an empty result. ``policy.population``
    is by default the number of rows with a name. With ``within_source="distinct"`` two
    mentions of one source are two persons. *decisions* hold for all mentions with their
    texts: (text, text, "same") are one person and (text, text, "different") never are; texts
    that the list lacks are left aside. *progress* is told stage, done and total.

    The result depends on the mentions, not on their order. Raises NameMatchError for a row
    that is no name, decisions that contradict each other or the sources, and "distinct"
    without a source.

    >>> dedupe_names([None, " "]).assignments[1].verdict
    'none'
    """
    if within_source not in ("any", "distinct"):
        raise NameMatchError(f"within_source={within_source!r} is neither 'any' nor 'distinct'")
    tell = progress or silent
    decided = read_decisions(decisions)
    listed = read_mentions(mentions)
    names = read_names(listed, counter(tell, "reading names", len(listed)))
    policy = replace(policy, population=policy.population or _population(names))
    words = with_list_words(
        vocabulary if vocabulary is not None else shipped_vocabulary(),
        names.distinct,
        np.bincount(names.name_of[names.name_of >= 0], minlength=len(names)),
        repeats=policy.repeats,
    )
    units = part_units(
        listed,
        names,
        distinct_sources=within_source == "distinct",
        decisions=decided,
        frequent=_frequent(names, policy, words),
    )
    constraints = constrain(units, decided)
    scored = _score(names, policy, words, tell, threads)
    tell("clustering", 0, len(scored.left))
    pairs = pair_units(units, scored.left, scored.right, scored.bits, constraints.repeated)
    partition = _part(units, pairs, constraints, policy)
    return Reconciliation(listed, policy, words, scored.counts, names, units, pairs, partition)


def _population(names: Names) -> int:
    return max(1, int((names.name_of >= 0).sum()))


def _frequent(names: Names, policy: Policy, vocabulary: Vocabulary) -> Bools:
    """Whether each distinct name is too frequent for one person: its best match is for
    review."""
    if policy.identity == "name":
        return np.zeros(len(names), np.bool_)
    rarities = (name_rarity(name, vocabulary) for name in names.distinct)
    return np.array([verdict_of(np.inf, r, policy) != "same" for r in rarities], np.bool_)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Pairs of distinct names at or above the review cutoff, their bits, and what it took to find them."""

    left: Longs
    right: Longs
    bits: Floats
    counts: Mapping[str, int]


def _score(
    names: Names, policy: Policy, vocabulary: Vocabulary, progress: Progress, threads: int | None
) -> _Scored:
    if not len(names):
        return _Scored(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), {})
    from .batch import score_list  # noqa: PLC0415 numba is slow to load

    scored = score_list(
        names.distinct, policy=policy, vocabulary=vocabulary, progress=progress, threads=threads
    )
    effort = scored.effort
    counts = {
        "names": len(names),
        "spellings": effort.spellings,
        "spelling pairs": effort.token_pairs,
        "candidate pairs": effort.met,
        "aligned pairs": effort.aligned,
        "scored pairs": len(scored.left),
    }
    return _Scored(scored.left, scored.right, scored.bits, counts)


def _part(units: Units, pairs: UnitPairs, constraints: Constraints, policy: Policy) -> _Partition:
    """Cluster the units and find what is between the clusters."""
    below = np.nextafter(policy.same, -np.inf)
    result = cluster_pairs(
        len(units),
        pairs.left,
        pairs.right,
        np.where(pairs.frequent, np.minimum(pairs.bits, below), pairs.bits),
        join=policy.same,
        floor=min(policy.floor, policy.review),
        cap=max(policy.cap, policy.same),
        weights=units.weights,
        same=constraints.same,
        apart=constraints.apart,
        groups=units.source.tolist() if (units.source >= 0).any() else None,
    )
    _, person = np.unique(np.array(result.labels, np.int64), return_inverse=True)
    contacts = _contacts(pairs, person)
    reviewed = ~_barred(contacts, person, units, constraints)
    best: dict[tuple[int, int], Refused] = {}
    for pair in sorted(result.refused, key=lambda r: (-r.bits, r.left, r.right)):
        low, high = sorted((int(person[pair.left]), int(person[pair.right])))
        best.setdefault((low, high), pair)
    return _Partition(person, contacts, reviewed, tuple(best.values()))


def _contacts(pairs: UnitPairs, person: Longs) -> UnitPairs:
    """The best pair between each two persons, the left one's person before the right one's."""
    across = pairs.where(person[pairs.left] != person[pairs.right])
    turned = person[across.left] > person[across.right]
    left = np.where(turned, across.right, across.left)
    right = np.where(turned, across.left, across.right)
    ends = person[left], person[right]
    order = np.lexsort((right, left, -across.bits, ends[1], ends[0]))
    ended = np.column_stack(ends)[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(ended, axis=0) != 0).any(axis=1)
    return UnitPairs(left, right, across.bits, across.frequent).where(order[first])


def _barred(contacts: UnitPairs, person: Longs, units: Units, constraints: Constraints) -> Bools:
    """Whether the two persons may not be joined: by a decision, or as both stand in one
    source."""
    count = len(units) + 1
    decided = np.sort(person[np.array(constraints.apart, np.int64).reshape(-1, 2)], axis=1)
    keys = person[contacts.left] * count + person[contacts.right]
    barred: Bools = np.isin(keys, decided[:, 0] * count + decided[:, 1])
    if (units.source >= 0).any():
        sources: dict[int, set[int]] = {}
        for owner, source in zip(person.tolist(), units.source.tolist(), strict=True):
            if source >= 0:
                sources.setdefault(owner, set()).add(source)
        ends = zip(person[contacts.left].tolist(), person[contacts.right].tolist(), strict=True)
        empty: set[int] = set()
        shared = [bool(sources.get(a, empty) & sources.get(b, empty)) for a, b in ends]
        barred |= np.array(shared, np.bool_)
    return barred
