"""A list of mentions in, a Reconciliation out: the whole way from names to persons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.running import kernels_for
from ..batch import all_pairs
from ..batch.list_words import with_list_words
from ..batch.rehearsal import NAMES
from ..compare.comparison import is_frequent
from ..compare.rarity import name_rarity
from ..errors import NameMatchError
from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..names.lists import DistinctNames, Rows, distinct_names, read_rows
from ..names.mentions import NameLike
from ..policy import Policy
from ..progress import Progress, counter, silent
from .constraints import constrain, units_apart
from .decisions import Decision, Decisions, read_decisions
from .partition import partition_units
from .reconciliation import Reconciliation
from .units import pair_units, part_units


def dedupe_names(
    mentions: Iterable[NameLike],
    *,
    within_source: Literal["any", "distinct"] = "any",
    decisions: Iterable[Decision] = (),
    policy: Policy = Policy(),
    vocabulary: Vocabulary | None = None,
    progress: Progress = silent,
    threads: int | None = None,
) -> Reconciliation:
    """Find the persons of a list: mentions whose names are ``same`` are one person.

    A mention is a text, a ``Mention``, a mapping with its fields or a ``Name``; None, NaN and rows
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
    decided = read_decisions(decisions)
    rows = read_rows(mentions, "mentions", titles=policy.titles)
    with kernels_for(len(rows), rehearse_dedupe, progress):
        return _reconcile(rows, decided, within_source == "distinct", policy, vocabulary, progress, threads)


def rehearse_dedupe() -> None:
    """Run all that runs compiled in ``dedupe_names``, so that it is compiled; names of persons in the other
    script are rehearsed where somebody asks for them (``batch.transliteration``)."""
    _ = dedupe_names(NAMES).reviews  # made when they are asked for


def _reconcile(
    rows: Rows,
    decided: Decisions,
    distinct_sources: bool,
    policy: Policy,
    vocabulary: Vocabulary | None,
    progress: Progress,
    threads: int | None,
) -> Reconciliation:
    listed, names = rows.mentions, distinct_names(rows, counter(progress, "reading names", len(rows)))
    policy = replace(policy, population=policy.population or _population(names))
    given = vocabulary if vocabulary is not None else shipped_vocabulary()
    words = with_list_words(
        given,
        names.distinct,
        np.bincount(names.name_of[names.name_of >= 0], minlength=len(names)),
        repeats=policy.repeats,
    )
    units = part_units(
        listed,
        names,
        distinct_sources=distinct_sources,
        decisions=decided,
        frequent=_frequent(names, policy, words) | names.distinct.with_people,
    )
    constraints, repeated = constrain(units, decided)
    scored = _score_names(names, policy, words, progress, threads)
    progress("clustering", 0, len(scored.left))
    pairs = pair_units(units, scored.left, scored.right, scored.bits, repeated)
    fathers, generations = (
        units_apart(units, some, pairs, constraints, policy.same)
        for some in (scored.apart, scored.generations)
    )
    partition = partition_units(units, pairs, constraints, policy, fathers=fathers, generations=generations)
    return Reconciliation(listed, policy, words, scored.counts, names, units, pairs, partition, given)


def _population(names: DistinctNames) -> int:
    """The rows with a name, one at least."""
    return max(1, int((names.name_of >= 0).sum()))


def _frequent(names: DistinctNames, policy: Policy, vocabulary: Vocabulary) -> Bools:
    """Whether each distinct name is too frequent to tell persons apart, so that its best match is for
    review: under ``identity="person"`` alone."""
    if policy.identity == "name":
        return np.zeros(len(names), np.bool_)
    rarities = (name_rarity(name, vocabulary) for name in names.distinct)
    return np.array([is_frequent(rarity, policy) for rarity in rarities], np.bool_)


@dataclass(frozen=True, slots=True)
class _Scored:
    """Pairs of distinct names at or above the review cutoff, their bits, and what it took to find them."""

    left: Longs
    right: Longs
    bits: Floats
    counts: Mapping[str, int]
    apart: Longs  # pairs that agree but for their fathers
    generations: Longs  # and pairs that are two bearers of a name


def _score_names(
    names: DistinctNames, policy: Policy, vocabulary: Vocabulary, progress: Progress, threads: int | None
) -> _Scored:
    if not len(names):
        none = np.zeros(0, np.int64)
        return _Scored(none, none, np.zeros(0), {}, none.reshape(0, 2), none.reshape(0, 2))
    scored = all_pairs.score_list(
        names.distinct, policy=policy, vocabulary=vocabulary, progress=progress, threads=threads
    )
    effort = scored.effort
    counts = {
        "names": len(names),
        "spellings": effort.spellings,
        "spelling pairs": effort.token_pairs,
        "candidate pairs": effort.candidates,
        "aligned pairs": effort.aligned,
        "names within too many": effort.frequent_within,
        "scored pairs": len(scored.left),
    }
    return _Scored(scored.left, scored.right, scored.bits, counts, scored.apart, scored.generations)
