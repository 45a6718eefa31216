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
from .compare import LONGEST_NAME
from .errors import NameMatchError
from .letters import is_initial
from .nametable import SCRIPTS, NameTable, ranks_of, stretches, tabulate
from .parse import Name, Role, is_title
from .policy import Policy, Prices
from .progress import Progress
from .scoring import ScoredPairs, Spans, score_names
from .tokenpairs import Search, Spellings, read_spellings, token_pairs
from .vocabulary import Unit, Vocabulary

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
) -> ScoredPairs:
    """Every pair of *names* with at least ``policy.review`` bits, as ``compare_names`` gives them.

    With *left*, only pairs of one of the first *left* names and one of the others.
    ``policy.population`` must be set. A name of more tokens than a name has takes part in no pair.
    Raises ``NameMatchError`` where the cutoff admits names that have no word in common, since then
    every pair would have to be looked at.
    """
    if policy.population is None:
        raise NameMatchError("population=None: the size of the list must be told")
    most = most_doubt_at(policy.review, policy.population)
    if most >= min(policy.most_doubt, _least_without_a_link(policy.prices)):
        raise NameMatchError(
            f"review={policy.review} admits {most:.1f} bits of doubt in a list of {policy.population}, "
            "not less than what names with nothing in common bring"
        )
    threads = os.cpu_count() or 1
    table_of = tabulate(names)
    starts, unit_of, units, alone = _read_units(table_of)
    spellings = read_spellings(units, alone, vocabulary=vocabulary, threads=threads, progress=progress)
    search = Search(most, policy, threads, progress)
    table = token_pairs(spellings, search)
    spelling = np.where(unit_of < 0, -1, spellings.of[unit_of]) if len(units) else unit_of
    skips = _prices(table_of, starts, spelling, spellings, policy)
    spans = Spans(starts, spelling, skips, table_of.spare, _ranks(table_of))
    return score_names(spans, table, left, search)


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


def _read_units(names: NameTable) -> tuple[Longs, Longs, list[Unit], Bools]:
    """The tokens of *names*: where each name's begin, the unit of each run of tokens, (tokens, WIDEST),
    the distinct units in the order in which they are met, and which of them stand alone somewhere.

    A run is known by the run without its last token, and that token: each is put together once.
    """
    lengths = np.where(names.words <= LONGEST_NAME, np.diff(names.starts), 0)
    token = names.token[stretches(names.starts[:-1], lengths)]
    starts = np.append(0, np.cumsum(lengths))
    runs = np.full((len(token), WIDEST), -1, np.int64)  # by number; then by unit
    texts: list[Unit] = [(token.text, token.script) for token in names.tokens]
    runs[:, 0] = token
    left = np.repeat(starts[1:], lengths) - np.arange(len(token))  # tokens from here to the name's end
    links = _links(names, token, left)
    for p in range(1, WIDEST):
        last = np.arange(len(token)) + p
        at = np.flatnonzero((left > p) & (runs[:, p - 1] >= 0))
        at = at[links[last[at] - 1]]
        keys = runs[at, p - 1] * len(names.tokens) + token[last[at]]
        new, runs_of = np.unique(keys, return_inverse=True)
        runs[at, p] = runs_of + len(texts)
        texts += [
            (texts[run][0] + names.tokens[end].text, texts[run][1])
            for run, end in zip(*(x.tolist() for x in np.divmod(new, len(names.tokens))), strict=True)
        ]
    return starts, *_by_unit(runs, texts)


def _links(names: NameTable, token: Longs, left: Longs) -> Bools:
    """Whether each token may be one with the one after it."""
    joins = np.array([t.joins and not is_initial(t.text) for t in names.tokens], np.bool_)
    initial = np.array([is_initial(t.text) for t in names.tokens], np.bool_)
    script = np.array([SCRIPTS.index(t.script) for t in names.tokens], np.int64)
    after = np.append(token[1:], token[:1])
    links: Bools = (left > 1) & joins[token] & ~initial[after] & (script[token] == script[after])
    return links


def _by_unit(runs: Longs, texts: list[Unit]) -> tuple[Longs, list[Unit], Bools]:
    """The unit of each run of tokens: several runs may have the letters of one."""
    met = np.flatnonzero(runs.ravel() >= 0)[::-1]
    first = np.full(len(texts), -1, np.int64)
    first[runs.ravel()[met]] = met  # of several places the last one written, the first one met, stays
    numbers = np.flatnonzero(first >= 0)
    numbers = numbers[np.argsort(first[numbers])]
    index: dict[Unit, int] = {}
    unit = np.full(len(texts) + 1, -1, np.int64)  # the last one, at -1, is for no run
    unit[numbers] = [index.setdefault(texts[run], len(index)) for run in numbers.tolist()]
    unit_of = unit[runs]
    alone = np.zeros(len(index), np.bool_)
    alone[unit_of[:, 0]] = True
    return unit_of, list(index), alone


def _prices(names: NameTable, starts: Longs, spelling: Longs, spellings: Spellings, policy: Policy) -> Floats:
    """The price of leaving each token over, (tokens,), as ``compare.skip_prices`` has it."""
    prices, lengths = policy.prices, np.diff(starts)
    owner = np.repeat(np.arange(len(names)), lengths)
    token = names.token[stretches(names.starts[:-1], lengths)]
    place = np.arange(len(token)) - starts[owner] - names.spare[owner]
    particle = np.array([t.role == Role.PARTICLE for t in names.tokens], np.bool_)[token]
    title = np.array([is_title(t.text) for t in names.tokens], np.bool_)[token]
    word = (place >= 0) & ~particle
    count = np.bincount(owner, word, len(names))[owner]
    sure = np.bincount(owner, word & ~title, len(names))[owner]
    share = np.where(place == 0, 1.0, spellings.givenness[spelling[:, 0]])
    skips: Floats = np.select(
        [place < 0, particle, count <= 2, (sure > 1) & title],  # noqa: PLR2004 half of the name
        [0.0, prices.particle, prices.only_pair, prices.title],
        share * prices.given + (1 - share) * prices.family,
    )
    return skips
