"""A partition in, the names of each person out: which is canonical, and what ties the others to it.

Kian Zand and Kiyan Zand, of one person, are two names of it, each with its mentions. The canonical one of
a script is the most central: the one with the most bits, on average, to the person's other mentions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.ragged import stretches
from ..compare.calibration import MOST_BITS
from ..names.name import Name
from ..names.table import SCRIPTS, NameTable, tabulate
from ..policy import Policy
from ..text.scripts import Script
from .units import UnitPairs, Units

BitsBetween = Callable[[int, int], float]  # two names, as places among the distinct ones

# Letters, of the fullest well-tied name: below it words are missing (Reza for Mohammad Reza),
# not merely spelled shorter (Nuri, Nouree).
WHOLE_NAME: Final = 0.75


@dataclass(frozen=True, eq=False, slots=True)
class PersonNames:
    """The names of all persons: number *k* is the distinct name ``name[k]`` in the person ``person[k]``,
    with ``weight[k]`` mentions, in ascending order of person and name. ``of_unit[u]`` is the number of the
    name of unit *u*; ``canonical[p]`` holds for each of ``SCRIPTS`` the number of a name of person *p* or
    -1; ``bits[k]`` tie the name to it, NaN for a mention alone."""

    person: Longs
    name: Longs
    weight: Longs
    of_unit: Longs
    canonical: Longs
    bits: Floats


@dataclass(frozen=True, eq=False, slots=True)
class _Ties:
    """Scored pairs of names of one person, ascending."""

    left: Longs
    right: Longs
    bits: Floats

    def between(self, one: Longs, two: Longs, count: int) -> Floats:
        """Bits between names, of so many in all; NaN where no pair was scored."""
        keys = self.left * count + self.right
        wanted = np.minimum(one, two) * count + np.maximum(one, two)
        place = np.searchsorted(keys, wanted)
        found = np.full(len(wanted), np.nan)
        known = np.flatnonzero(place < len(keys))
        known = known[keys[place[known]] == wanted[known]]
        found[known] = self.bits[place[known]]
        return found


def tie_names(
    units: Units,
    person: Longs,
    pairs: UnitPairs,
    names: Sequence[Name],
    *,
    policy: Policy,
    bits_between: BitsBetween,
) -> PersonNames:
    """The names of each person, *person* being that of each unit and *names* the distinct
    names.

    *bits_between* is asked only for names of one person that *pairs* lack.
    """
    keys, of_unit = np.unique(person * len(names) + units.name, return_inverse=True)
    owner, name = np.divmod(keys, max(len(names), 1))
    weight = np.bincount(of_unit, units.weights, len(keys)).astype(np.int64)
    ties = _ties(pairs, of_unit, owner)
    central = _centrality(owner, weight, ties, policy)
    canonical = _canonical_names(owner, name, weight, central, names=names, policy=policy)

    def bits_of(one: Longs, two: Longs) -> Floats:
        found = ties.between(one, two, len(keys))
        for i in np.flatnonzero(np.isnan(found)).tolist():
            found[i] = bits_between(int(name[one[i]]), int(name[two[i]]))
        return found

    bits = _without_gaps(_bits_to_canonical(owner, canonical, bits_of), owner, weight, bits_of)
    return PersonNames(owner, name, weight, of_unit.astype(np.int64), canonical, bits)


def _ties(pairs: UnitPairs, of_unit: Longs, owner: Longs) -> _Ties:
    """The pairs of units as pairs of names, those of one person alone, each once."""
    left, right = of_unit[pairs.left], of_unit[pairs.right]
    inner = (owner[left] == owner[right]) & (left != right)
    low, high = np.minimum(left, right)[inner], np.maximum(left, right)[inner]
    _, first = np.unique(low * len(owner) + high, return_index=True)
    return _Ties(low[first], high[first], pairs.bits[inner][first])


def _centrality(owner: Longs, weight: Longs, ties: _Ties, policy: Policy) -> Floats:
    """Mean bits, within floor and cap, to the other mentions of the person, shape (names,)."""
    gain = np.clip(ties.bits, policy.floor, policy.cap) - policy.floor
    count = len(owner)
    above = np.bincount(ties.left, gain * weight[ties.right], count)
    above += np.bincount(ties.right, gain * weight[ties.left], count)
    others = np.bincount(owner, weight)[owner] if count else np.zeros(0)
    total = above + policy.floor * (others - weight) + policy.cap * (weight - 1)
    mean: Floats = np.round(total / np.maximum(others - 1, 1), 6)
    return mean


def _canonical_names(
    owner: Longs,
    name: Longs,
    weight: Longs,
    central: Floats,
    *,
    names: Sequence[Name],
    policy: Policy,
) -> Longs:
    """The canonical name of each person in each script, shape (persons, scripts), -1 for none: one without
    initials, with all its words, the most central, the most frequent, with the fewest titles."""
    script, initial, letters, titles = (x[name] for x in _looks(tabulate(names)))
    groups = owner * len(SCRIPTS) + script
    persons = int(owner[-1]) + 1 if len(owner) else 0
    fullest = np.zeros(persons * len(SCRIPTS), np.int64)
    np.maximum.at(fullest, groups, np.where(central >= policy.same, letters, 0))
    short = letters < WHOLE_NAME * fullest[groups]
    order = np.lexsort((name, titles, -weight, -central, short, initial, groups))
    first = np.diff(groups[order], prepend=-1) != 0
    chosen = np.full(persons * len(SCRIPTS), -1, np.int64)
    chosen[groups[order[first]]] = order[first]
    return chosen.reshape(-1, len(SCRIPTS))


def _looks(names: NameTable) -> tuple[Longs, Longs, Longs, Longs]:
    """Script, whether there are initials, letters and titles of each name."""
    letters = np.array([len(token.text) for token in names.tokens], np.int64)[names.words_only()]
    owner = np.repeat(np.arange(len(names)), names.words)
    initial = np.bincount(owner, letters == 1, len(names)) > 0
    total = np.bincount(owner, letters, len(names)).astype(np.int64)
    return names.script, initial.astype(np.int64), total, names.titles


def _bits_to_canonical(owner: Longs, canonical: Longs, bits_of: Callable[[Longs, Longs], Floats]) -> Floats:
    """The lower of a name's bits to the canonical names other than itself, shape (names,); NaN where it is
    the only one. Names in a script that is neither Persian nor Latin count where there are no others."""
    every = np.arange(len(owner))
    bits = np.full(len(owner), np.nan)
    observed: Bools = (canonical[:, 0] >= 0) | (canonical[:, 1] >= 0)
    for column, script in enumerate(SCRIPTS):
        target = canonical[owner, column]
        asked = (target >= 0) & (target != every)
        if script is Script.OTHER:
            asked &= ~observed[owner]
        bits[asked] = np.fmin(bits[asked], bits_of(every[asked], target[asked]))
    return bits


def _without_gaps(
    bits: Floats, owner: Longs, weight: Longs, bits_of: Callable[[Longs, Longs], Floats]
) -> Floats:
    """*bits*, and where they are NaN: mentions of a canonical name tie each other, a single one is tied by
    the name of the person that is most like it; NaN stays for a mention alone."""
    untied = np.isnan(bits)
    whole = np.where(untied & (weight > 1), MOST_BITS, bits)
    count = np.bincount(owner, minlength=1)
    single = np.flatnonzero(untied & (weight == 1) & (count[owner] > 1))
    members = count[owner[single]]
    one = np.repeat(single, members)
    two = stretches((np.cumsum(count) - count)[owner[single]], members)
    tied = np.full(len(owner), -np.inf)
    np.maximum.at(tied, one[one != two], bits_of(one[one != two], two[one != two]))
    whole[single] = tied[single]
    return whole
