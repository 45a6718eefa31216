"""Decisions and sources in, what they force upon units out: pairs that are one, pairs that never are."""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, product

import numpy as np

from ..arrays.dtypes import Longs
from ..errors import NameMatchError, quoted
from .decisions import Decisions, same_texts
from .unit_graph import Constraints
from .units import UnitPair, UnitPairs, Units, equal_runs


def constrain(units: Units, decisions: Decisions) -> tuple[Constraints, list[UnitPair]]:
    """What *decisions* and sources force upon *units*; and pairs of units of one name in question.

    Under ``within_source="distinct"`` the first mentions of a name in each source are one
    person, so are the second ones, and so on; in question is then the first unit of each repetition with
    the first of the next. Raises NameMatchError where decisions make two mentions of one source one person.
    """
    same, repeated = _by_occurrence(units, decisions)
    texts = decisions.texts
    units_of: dict[str, list[int]] = {text: [] for text in texts}
    for unit in np.flatnonzero(units.text >= 0).tolist():
        units_of[texts[units.text[unit]]].append(unit)
    _refuse_shared_source(units, decisions, units_of)
    apart: list[UnitPair] = []
    for left, right in decisions.same:
        same += pairwise(units_of[left] + units_of[right])
    for left, right in decisions.different:
        ends = units_of[left], units_of[right]
        apart += combinations(ends[0], 2) if left == right else product(*ends)
    groups = units.source.tolist() if units.have_sources else None
    return Constraints([pair for pair in same if pair[0] != pair[1]], apart, groups), repeated


def units_apart(
    units: Units, names: Longs, pairs: UnitPairs, constraints: Constraints, same: float
) -> list[UnitPair]:
    """The pairs of units of *names*, pairs that agree but for their fathers (or are Jr. and Sr.), which a
    third unit could join: Ali Karimi, between two men of that name whose fathers are told. What is decided
    *same* stays so."""
    if not len(names):
        return []
    tied = np.zeros(len(units), np.bool_)
    strong = pairs.bits >= same
    tied[pairs.left[strong]] = tied[pairs.right[strong]] = True
    decided = decided_roots(constraints.same, len(units))
    first, last = (np.searchsorted(units.name, names, side=side) for side in ("left", "right"))
    found: list[UnitPair] = []
    for (a, b), (c, d) in zip(first.tolist(), last.tolist(), strict=True):
        ends = (range(x, y) for x, y in ((a, c), (b, d)))
        left, right = ([unit for unit in end if tied[unit]] for end in ends)
        found += [(i, j) for i, j in product(left, right) if decided[i] != decided[j]]
    return found


def decided_roots(same: Iterable[Sequence[int]], count: int) -> list[int]:
    """For each of so many units one that it is decided to be the same as, one for all of them.

    >>> decided_roots([(0, 2), (2, 3)], 5)
    [0, 1, 0, 0, 4]
    """
    root = list(range(count))

    def find(unit: int) -> int:
        while root[unit] != unit:
            root[unit] = unit = root[root[unit]]
        return unit

    for left, right in same:
        a, b = sorted((find(left), find(right)))
        root[b] = a
    return [find(unit) for unit in range(count)]


def _by_occurrence(units: Units, decisions: Decisions) -> tuple[list[UnitPair], list[UnitPair]]:
    """Units of one name that stand as often in their sources as each other; and each repetition with the
    next: of two Ali Karimi in a list the second is another man, and he of the second in the next list."""
    if not units.have_sources:
        return [], []
    same: list[UnitPair] = []
    repeated: list[UnitPair] = []
    several = {left for left, right in decisions.different if left == right}
    for start, stop in equal_runs(units.cell):
        text = units.text[start]
        if units.frequent[start] or (text >= 0 and decisions.texts[text] in several):
            continue
        times: dict[int, int] = {}
        occurrences: list[list[int]] = []
        for unit, source in enumerate(units.source[start:stop].tolist(), start):
            earlier = times.get(source, 0)
            times[source] = earlier + 1
            if earlier == len(occurrences):
                occurrences.append([])
            occurrences[earlier].append(unit)
        same += [pair for occurrence in occurrences for pair in pairwise(occurrence)]
        repeated += pairwise(occurrence[0] for occurrence in occurrences)
    return same, repeated


def _refuse_shared_source(units: Units, decisions: Decisions, units_of: dict[str, list[int]]) -> None:
    """Raise NameMatchError for two texts decided same that one source has, each as a person."""
    seen: dict[tuple[str, int], str] = {}
    for text, person in sorted(same_texts(decisions.same).items()):
        for source in units.source[units_of[text]].tolist():
            if source >= 0 and (person, source) in seen:
                other = seen[person, source]
                raise NameMatchError(
                    f"{quoted(other)} and {quoted(text)} are decided same but stand in one source"
                )
            seen[person, source] = text
