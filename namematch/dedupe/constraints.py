"""Decisions and sources in, what they force upon units out: pairs that are one, pairs that never are."""

from itertools import combinations, pairwise, product

import numpy as np

from ..errors import NameMatchError, quoted
from .decisions import Decisions, same_texts
from .linkage import Constraints
from .units import UnitPair, Units, equal_runs


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
