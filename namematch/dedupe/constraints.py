"""Decisions and sources in, what they force upon units out: pairs that are one, pairs that never are."""

from dataclasses import dataclass
from itertools import combinations, pairwise, product

import numpy as np

from ..errors import NameMatchError
from .decisions import Decisions, same_texts
from .units import UnitNumbers, Units, equal_runs


@dataclass(frozen=True, slots=True)
class Constraints:
    """What holds whatever the scores say. *repeated* are units of one name for two mentions
    of one source: the first unit of each repetition with the first of the next."""

    same: UnitNumbers
    apart: UnitNumbers
    repeated: UnitNumbers


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
    apart: UnitNumbers = []
    for left, right in decisions.same:
        same += pairwise(of_text[left] + of_text[right])
    for left, right in decisions.different:
        ends = of_text[left], of_text[right]
        apart += combinations(ends[0], 2) if left == right else product(*ends)
    return Constraints([pair for pair in same if pair[0] != pair[1]], apart, repeated)


def _by_occurrence(units: Units, decisions: Decisions) -> tuple[UnitNumbers, UnitNumbers]:
    same: UnitNumbers = []
    repeated: UnitNumbers = []
    many = {left for left, right in decisions.different if left == right}
    for start, stop in equal_runs(units.cell if (units.source >= 0).any() else units.cell[:0]):
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


def _refuse_shared_source(units: Units, decisions: Decisions, of_text: dict[str, list[int]]) -> None:
    seen: dict[tuple[str, int], str] = {}
    for text, person in sorted(same_texts(decisions.same).items()):
        for source in units.source[of_text[text]].tolist():
            if source >= 0 and (person, source) in seen:
                other = seen[person, source]
                raise NameMatchError(f"{other!r} and {text!r} are decided same but stand in one source")
            seen[person, source] = text
