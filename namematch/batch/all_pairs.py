"""Distinct names in, every pair of them that reaches the review cutoff out, with its bits.

The batch's twin of ``compare``: work on the vocabulary, not on the rows. Tokens are compared once
(``batch.partners``), and of names only those that are candidates by their words (``batch.scoring``). No pair
is lost: a test and a benchmark hold it equal to comparing all pairs.
"""

import os
from collections.abc import Sequence

import numpy as np

from ..arrays.meanwhile import meanwhile
from ..compare.calibration import most_doubt_at
from ..errors import NameMatchError
from ..model.vocabulary import Vocabulary
from ..names.name import Name
from ..names.table import NameTable, tabulate
from ..policy import Policy, Prices
from ..progress import Progress
from .cells import ListCells
from .name_arrays import NameArrays, words_in_order
from .partners import PartnerTable, partners_of_spellings
from .prices import name_words, skip_prices, surname_kinds, token_kinds
from .rarity import token_rarities
from .read_spellings import ReadSpellings, read_spellings
from .scoring import ScoredPairs, score_names
from .spellings import Spelled, spell
from .wanted import Wanted
from .within import with_names_within


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
    *threads*: as many as there are cores unless given; the answer is the same. ``policy.population`` must
    be set. A name of more tokens than a name has takes part in no pair, and one within many others in none
    with these (``batch.within``).
    Raises ``NameMatchError`` where the cutoff admits names that have no word in common, since then
    every pair would have to be looked at.
    """
    wanted = Wanted(bound_of(policy), policy, cores(threads), progress)
    progress("spelling words", 0, len(names))
    cells = ListCells.of(tabulate(names), left)
    table = cells.table
    arrays, partners = _arrays_and_partners(table, vocabulary, wanted)
    scored = score_names(arrays, partners, cells.left, wanted)
    scored = with_names_within(scored, arrays, partners, cells.left, wanted)
    return cells.settled(scored, vocabulary, wanted)


def _arrays_and_partners(
    table: NameTable, vocabulary: Vocabulary, wanted: Wanted
) -> tuple[NameArrays, PartnerTable]:
    """The names of a list for compiled loops, and which of their spellings may be one word; what else it
    takes to find these is large, and goes before names are compared."""
    policy, threads, progress = wanted.policy, wanted.threads, wanted.progress
    spelled = spell(table, whole=wanted.whole)
    progress("spelling words", len(table), len(table))
    read = read_spellings(spelled.spellings, vocabulary, threads=threads, progress=progress)
    with meanwhile(lambda: _name_arrays(table, spelled, read, policy), threads=threads) as arrays:
        partners = partners_of_spellings(read, read, wanted)
        return arrays(), partners


def _name_arrays(table: NameTable, spelled: Spelled, read: ReadSpellings, policy: Policy) -> NameArrays:
    """The names of a list for compiled loops, with what leaving each of their words over costs."""
    rarities = token_rarities(table, spelled, read)
    words = name_words(table, spelled.starts, spelled.token)
    return NameArrays(
        spelled.starts,
        spelled.spelling.astype(np.int32),
        skip_prices(table, spelled, read, rarities, words, policy),
        token_kinds(table, spelled.token, words),
        rarities,
        words_in_order(table)[1][spelled.token],
        table.optional,
        surname_kinds(table, words),
    )


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
    """How many threads to use: as many as given, or as there are cores. Raises ``NameMatchError`` for none.

    >>> cores(3)
    3
    """
    if threads is not None and threads < 1:
        raise NameMatchError(f"threads={threads}: not a number of threads")
    return threads or os.cpu_count() or 1


def _least_without_a_link(prices: Prices) -> float:
    """The least doubt of two names without a link between their words."""
    return 2 * min(prices.only_pair, 2 * min(prices.given, prices.family)) + prices.single
