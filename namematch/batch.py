"""Distinct names in, every pair of them that reaches the review cutoff out, with its bits.

The batch's twin of ``compare``: work on the vocabulary, not on the rows. Tokens are compared once
(``tokenpairs``), and only names that meet under their words are (``scoring``). No pair is lost: a test and
a benchmark hold it equal to comparing all pairs.
"""

import os
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .alignment import WIDEST
from .calibrate import most_doubt_at
from .compare import least_crowd
from .errors import NameMatchError
from .nametable import NameTable, ranks_of, tabulate
from .parse import Name, Role, is_title
from .policy import Policy, Prices
from .progress import Progress
from .scoring import ScoredPairs, Spans, score_names
from .spelling import Spelled, spell
from .tokenpairs import Read, Search, read_spellings, token_pairs
from .vocabulary import Vocabulary

Floats = NDArray[np.float64]
Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]


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
    search = Search(most, policy, threads, progress)
    table = token_pairs(read, search)
    rarity = rarities(table_of, spelled, read)
    skips = left_over(table_of, spelled, read, rarity, policy)
    crowd = _crowds(spelled, rarity, policy)
    spans = Spans(spelled.starts, spelled.spelling, skips, crowd, table_of.spare, _ranks(table_of))
    return score_names(spans, table, left, search)


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
    """The place of each name in the order of ``compare.order_key``; equal ones as they come."""
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


def left_over(names: NameTable, spelled: Spelled, read: Read, rarity: Floats, policy: Policy) -> Floats:
    """The price of leaving each token over, (tokens,), as ``compare.skip_prices`` has it."""
    prices, starts, token = policy.prices, spelled.starts, spelled.token
    lengths = np.diff(starts)
    owner = np.repeat(np.arange(len(names)), lengths)
    place = np.arange(len(token)) - starts[owner] - names.spare[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    title = np.array([is_title(t.text) for t in names.tokens], np.bool_)[token]
    word = (place >= 0) & ~particle
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    share = np.where(place == 0, 1.0, read.givenness[spelled.spelling[:, 0]])
    skips: Floats = np.select(
        [place < 0, particle, count <= 2, (sure > 1) & title],  # noqa: PLR2004 half of the name
        [0.0, prices.particle, prices.only_pair, prices.title],
        share * prices.given + (1 - share) * _surname_prices(rarity, owner, lengths, policy),
    )
    return skips


def rarities(names: NameTable, spelled: Spelled, read: Read) -> Floats:
    """``compare.token_rarities`` of all names, (tokens,)."""
    owner = np.repeat(np.arange(len(names)), np.diff(spelled.starts))
    spare = np.arange(len(owner)) - spelled.starts[owner] < names.spare[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[spelled.token]
    return np.where(spare | particle, 0.0, read.rarity[spelled.spelling[:, 0]])


def _surname_prices(rarity: Floats, owner: Longs, lengths: Longs, policy: Policy) -> Floats:
    """What each token costs as a surname that is left over: ``compare.surname_price`` if it is the last."""
    rest = np.bincount(owner, rarity, len(lengths)).astype(np.float64)[owner] - rarity
    crowd = np.minimum(0.0, -np.log2(policy.rare) - rest)
    last = np.zeros(len(owner), np.bool_)
    last[(np.cumsum(lengths) - 1)[lengths > 0]] = True
    full = policy.prices.family
    return np.where(last, np.log2(1 + (2.0**full - 1) * 2.0**crowd), full)


def _crowds(spelled: Spelled, rarity: Floats, policy: Policy) -> Floats:
    """``compare.crowd_of`` each reading of the tokens of names, (tokens, WIDEST)."""
    names = len(spelled.starts) - 1
    owner = np.repeat(np.arange(names), np.diff(spelled.starts))
    rest = np.bincount(owner, rarity, names).astype(np.float64)[owner]
    crowd = np.full(spelled.spelling.shape, least_crowd(policy))
    for p in range(min(WIDEST, len(rest))):
        rest[: len(rest) - p] -= rarity[p:]
        crowd[:, p] = np.maximum(least_crowd(policy), -np.log2(policy.crowd) - rest)
    return crowd
