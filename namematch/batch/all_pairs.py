"""Distinct names in, every pair of them that reaches the review cutoff out, with its bits.

The batch's twin of ``compare``: work on the vocabulary, not on the rows. Tokens are compared once
(``batch.partners``), and only names that meet under their words are (``batch.scoring``). No pair is lost: a
test and a benchmark hold it equal to comparing all pairs.
"""

import os
from collections.abc import Sequence

import numpy as np

from ..arrays.dtypes import Longs
from ..arrays.ranking import ranks_of
from ..compare.calibration import most_doubt_at
from ..errors import NameMatchError
from ..model.vocabulary import Vocabulary
from ..names.name import Name
from ..names.table import NameTable, tabulate
from ..policy import Policy, Prices
from ..progress import Progress
from .partners import partners_of_spellings
from .prices import left_over, namesake_bits_of_readings, rarities
from .read_spellings import read_spellings
from .scoring import ScoredPairs, Spans, score_names
from .spellings import spell
from .wanted import Wanted


def score_list(
    names: Sequence[Name],
    *,
    policy: Policy,
    vocabulary: Vocabulary,
    progress: Progress,
    left: int = 0,
    threads: int | None = None,
) -> ScoredPairs:
    """Every pair of *names* with at least ``policy.review`` bits, as ``compare_names`` gives them.

    With *left*, only pairs of one of the first *left* names and one of the others.
    *threads*: as many as there are cores unless told; the answer is the same. ``policy.population`` must
    be set. A name of more tokens than a name has takes part in no pair.
    Raises ``NameMatchError`` where the cutoff admits names that have no word in common, since then
    every pair would have to be looked at.
    """
    most, threads = bound_of(policy), cores(threads)
    progress("spelling words", 0, len(names))
    table_of = tabulate(names)
    # A whole name as one word leaves a single word to agree.
    spelled = spell(table_of, whole=most >= policy.prices.single + policy.prices.join)
    progress("spelling words", len(names), len(names))
    read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
    wanted = Wanted(most, policy, threads, progress)
    table = partners_of_spellings(read, read, wanted)
    rarity = rarities(table_of, spelled, read)
    skips = left_over(table_of, spelled, read, rarity, policy)
    del read  # what it has prepared for the join is large
    crowd = namesake_bits_of_readings(spelled, rarity, policy)
    spans = Spans(spelled.starts, spelled.spelling, skips, crowd, table_of.optional, _ranks(table_of))
    return score_names(spans, table, left, wanted)


def bound_of(policy: Policy) -> float:
    """The most doubt of a pair that reaches ``policy.review`` in a list of ``policy.population``, which must
    be set.

    Raises ``NameMatchError`` where names that have no word in common would reach it.
    """
    if policy.population is None:
        raise NameMatchError("population=None: the size of the list must be told")
    most = most_doubt_at(policy.review, policy.population)
    if most >= min(policy.most_doubt, _least_without_a_link(policy.prices)):
        raise NameMatchError(
            f"review={policy.review} admits {most:.1f} bits of doubt in a list of {policy.population}, "
            "not less than what names with nothing in common bring"
        )
    return most


def cores(threads: int | None) -> int:
    """How many threads to use: as many as told, or as there are cores. Raises ``NameMatchError`` for none.

    >>> cores(3)
    3
    """
    if threads is not None and threads < 1:
        raise NameMatchError(f"threads={threads}: not a number of threads")
    return threads or os.cpu_count() or 1


def _least_without_a_link(prices: Prices) -> float:
    """The least doubt of two names in which no word meets another."""
    return 2 * min(prices.only_pair, 2 * min(prices.given, prices.family)) + prices.single


def _ranks(names: NameTable) -> Longs:
    """The place of each name in the order of ``compare.names.order_key``; equal ones as they come."""
    tokens = [(token.text, token.script) for token in names.tokens]
    place = {unit: i for i, unit in enumerate(sorted(set(tokens)))}
    word = np.array([place[unit] for unit in tokens], np.int64)[names.words_only()]
    rank = ranks_of(word, np.append(0, np.cumsum(names.words)))
    tied = np.flatnonzero(np.bincount(rank, minlength=1)[rank] > 1).tolist()
    turn = np.zeros(len(names), np.int64)
    turn[sorted(tied, key=names.texts.__getitem__)] = np.arange(len(tied))
    place_of = np.empty(len(names), np.int64)
    place_of[np.lexsort((turn, rank))] = np.arange(len(names))
    return place_of
