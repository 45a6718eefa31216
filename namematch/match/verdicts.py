"""Pairs of names and their bits in, the verdict on each pair out: ``compare.comparison.verdict_of``
for columns."""

from typing import Final

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..compare.comparison import Verdict, is_frequent
from ..compare.rarity import name_rarity
from ..model.vocabulary import Vocabulary
from ..names.table import NameTable
from ..policy import Policy

VERDICTS: Final[tuple[Verdict, ...]] = ("different", "review", "same")  # ascending, as their cutoffs do
_REVIEW, _SAME = VERDICTS.index("review"), VERDICTS.index("same")


def verdict_places(
    names: NameTable, left: Longs, right: Longs, bits: Floats, policy: Policy, vocabulary: Vocabulary
) -> Longs:
    """The verdict on each pair of *names*, by their places, as its place in ``VERDICTS``: by its *bits*, but
    ``review`` at best of a cell with several people, and of a frequent name where a name is a person
    (``policy.identity``). No pairs have none."""
    place: Longs = np.searchsorted([policy.review, policy.same], bits, side="right")
    people = names.with_people
    at_best = people[left] | people[right]
    if policy.identity == "person":
        same = np.flatnonzero(place == _SAME)
        ends = _are_frequent(names, np.append(left[same], right[same]), policy, vocabulary)
        at_best[same] |= ends[: len(same)] | ends[len(same) :]
    place[at_best] = np.minimum(place[at_best], _REVIEW)
    return place


def _are_frequent(names: NameTable, places: Longs, policy: Policy, vocabulary: Vocabulary) -> Bools:
    """Whether each name at some *places* is too frequent to tell persons apart."""
    known, at = np.unique(places, return_inverse=True)
    rarities = [name_rarity(names[name], vocabulary) for name in known.tolist()]
    frequent: Bools = np.array([is_frequent(rarity, policy) for rarity in rarities], np.bool_)[at]
    return frequent
