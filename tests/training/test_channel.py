"""Training: what a few pairs teach, and the parts of learning.

``tables/pairs.tsv`` is our own writing: frequent names as clerks of several countries spell
them, with made-up counts. It is a training table, so no comment may stand in it.
"""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.errors import InputError
from namematch.model.channel import (
    LONGEST_EMISSION,
    OTHER_TRIPLE,
    SHORT_SUBSTRINGS,
    Channel,
    persian_symbols,
    read_channel,
    shipped_channel,
)
from namematch.model.forward import likelihood, likelihoods
from namematch.model.symbols import symbols_of
from namematch.progress import Advance
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import LATIN, PERSIAN
from namematch.training import channel as train
from namematch.training.attested import Pair, read_pairs
from namematch.training.channel import train_channel

Floats = NDArray[np.float64]

PAIRS = Path(__file__).parents[1] / "tables" / "pairs.tsv"


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return read_pairs(PAIRS)


@pytest.fixture(scope="module")
def learned(pairs: list[Pair], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The channel that is learned from PAIRS, as it is stored."""
    path = tmp_path_factory.mktemp("learned") / "channel.npz"
    train_channel(pairs)[0].write(path)
    return path


def chance(latin: str, word: str, channel: Channel) -> float:
    return likelihood(persian_symbols(word), channel.substrings(latin), channel.persian)


def won_by_its_own_word(pairs: list[Pair], channel: Channel) -> float:
    """The share of pairs whose spelling is likelier of their own word than of any other."""
    words = sorted({pair.persian for pair in pairs})
    symbols = symbols_of(letters_of(words)).columns(-1)
    won = 0
    for pair in pairs:
        found = likelihoods(symbols, channel.substrings(pair.latin), channel.persian)
        own = words.index(pair.persian)
        won += found[own] > np.delete(found, own).max()
    return won / len(pairs)


def test_a_spelling_is_likeliest_of_its_own_word(pairs: list[Pair], learned: Path) -> None:
    assert won_by_its_own_word(pairs, read_channel(learned)) >= 0.9


def test_one_table_gives_one_file(pairs: list[Pair], learned: Path, tmp_path: Path) -> None:
    channel, fit = train_channel(pairs)
    channel.write(tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == learned.read_bytes()
    assert -8.0 < fit < 0.0


def test_emissions_that_were_learned_are_probabilities(learned: Path) -> None:
    channel = read_channel(learned)
    for table in (channel.persian, channel.latin):
        assert table.sum(0) == pytest.approx(np.ones(table.shape[1]), rel=0.1)
    for model in (channel.latin_model, channel.persian_model):
        assert np.exp(-model.nats).sum(2) == pytest.approx(1.0, rel=0.1)


def test_progress_ends_where_it_said(pairs: list[Pair]) -> None:
    told: dict[str, list[tuple[int, int]]] = {}
    train_channel(pairs[::4], progress=lambda stage, *done: told.setdefault(stage, []).append(done))
    assert list(told) == ["learning", "weighing pairs", "learning again"]
    for steps in told.values():
        assert [done for done, _ in steps] == list(range(len(steps)))
        assert {total for _, total in steps} == {len(steps) - 1}


def test_a_wrong_partner_in_twenty_teaches_little(pairs: list[Pair]) -> None:
    half = {pair.persian for pair in pairs[::4]}  # of the words, for speed
    pairs = [pair for pair in pairs if pair.persian in half]
    words = {pair.persian: pair.latin for pair in pairs}
    partners = dict(zip(words, [*list(words)[1:], next(iter(words))], strict=True))
    lightest = min(pair.weight for pair in pairs)  # a weight is the root of a count
    wrong = [
        Pair(word, words[other], lightest / 20**0.5)
        for word, other in partners.items()
        if len(words[other]) <= LONGEST_EMISSION * len(word)
    ]
    assert len(wrong) > 30
    channel, _ = train_channel([*pairs, *wrong])
    assert won_by_its_own_word(pairs, channel) >= 0.9
    believed = [
        chance(pair.latin, pair.persian, channel) > 0.01 * chance(pair.latin, partners[pair.persian], channel)
        for pair in wrong
    ]
    assert sum(believed) / len(believed) <= 0.1


def test_a_pair_that_another_word_explains_better_weighs_less(monkeypatch: pytest.MonkeyPatch) -> None:
    right, wrong = Pair("کریمی", "karimi", 4.0), Pair("کریمی", "karami", 4.0)
    rounds: list[list[Pair]] = []

    def learn(pairs: list[Pair], _: Advance) -> tuple[Channel, float]:
        rounds.append(pairs)
        return shipped_channel(), -1.0

    monkeypatch.setattr(train, "learn_channel", learn)
    train_channel([right, wrong])
    first, (believed, doubted) = rounds
    assert first == [right, wrong]
    assert believed.weight > 0.9 * right.weight
    assert doubted.weight < 0.1 * wrong.weight
    assert (believed.latin, doubted.latin) == ("karimi", "karami")


def test_a_table_with_one_spelling_a_word_is_refused() -> None:
    with pytest.raises(InputError, match="two Latin spellings"):
        train_channel([Pair("پ", "p", 1.0)])  # which no other style spells otherwise


# The parts of learning.


def every_sharing(letters: int, token: str) -> Iterator[list[str]]:
    """All ways in which so many letters may emit a token between them."""
    for lengths in product(range(LONGEST_EMISSION + 1), repeat=letters):
        if sum(lengths) == len(token):
            ends = np.cumsum(lengths)
            yield [token[end - k : end] for end, k in zip(ends, lengths, strict=True)]


def counted(block_pairs: list[tuple[list[int], str, float]], table: Floats) -> Floats:
    """Slow twin of the E-step: each sharing counts by its share of the pair's probability."""
    counts = np.zeros_like(table)
    index = {text: i for i, text in enumerate(SHORT_SUBSTRINGS)}
    letters = "".join(text for _, text, _ in block_pairs)
    for symbols, text, weight in block_pairs:
        ways: list[tuple[float, list[tuple[int, int]]]] = []
        for parts in every_sharing(len(symbols), text):
            cells = [
                (index.get(part, OTHER_TRIPLE), symbol) for part, symbol in zip(parts, symbols, strict=True)
            ]
            ways.append((float(np.prod([table[cell] for cell in cells])), cells))
        z = sum(share for share, _ in ways)
        alone = np.prod([(1 + letters.count(x)) / (26 + len(letters)) for x in text])
        trust = weight * z / (z + train.NOISE * float(alone))
        for share, cells in ways:
            for cell in cells:
                counts[cell] += trust * share / z
    return counts


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 2), min_size=2, max_size=3),
            st.text("abc", min_size=1, max_size=5),
            st.sampled_from([0.5, 1.0, 7.0]),
        ),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, 99),
)
def test_expected_counts_equal_their_slow_twin(rows: list[tuple[list[int], str, float]], seed: int) -> None:
    table = np.random.default_rng(seed).random((OTHER_TRIPLE + 1, 3)) + 0.01
    empty = np.zeros((1, 1, 1))
    index = Channel.of([], table, table, empty, empty)
    blocks = train.blocks_of([(np.array(s, np.int32), text, w) for s, text, w in rows], index)
    counts, fit = train.expected_counts(blocks, table)
    assert counts == pytest.approx(counted(rows, table))
    assert np.isfinite(fit)


def test_before_learning_only_length_counts() -> None:
    start = train.untaught(4)
    assert len(start) == OTHER_TRIPLE + 1 + 4
    assert start[0] == train.LENGTHS[0]
    others = (26**3 - 5) * start[OTHER_TRIPLE]  # the triples that no pair showed
    assert start.sum() + others == pytest.approx(1.0)


def test_a_consonant_begins_with_one_vowel_at_most() -> None:
    allowed = train.one_vowel_each(["", "s", "sa", "sei", "ai"])
    assert allowed.shape == (5, len(PERSIAN))
    assert allowed[:, PERSIAN.index("س")].tolist() == [1.0, 1.0, 1.0, 0.0, 0.0]
    assert allowed[:, PERSIAN.index("ی")].all()


def test_spellings_of_one_word_are_drawn_and_drawn_alike() -> None:
    rows = [Pair("علی", "ali", 3.0), Pair("علی", "aly", 1.0), Pair("رضا", "reza", 1.0)]
    drawn = train.spelling_pairs(rows)
    assert drawn == train.spelling_pairs(rows[::-1])
    assert drawn
    assert {text for pair in drawn for text in pair} <= {"ali", "aly"}


def test_a_word_whose_pairs_weigh_nothing_is_not_drawn() -> None:
    rows = [
        Pair("علی", "ali", 0.0),
        Pair("علی", "aly", 0.0),
        Pair("رضا", "reza", 1.0),
        Pair("رضا", "riza", 1.0),
    ]
    drawn = train.spelling_pairs(rows)
    assert drawn == train.spelling_pairs(rows[2:])
    assert drawn


@given(st.lists(st.tuples(st.text(LATIN, max_size=6), st.floats(0.1, 9)), min_size=1, max_size=5))
def test_letter_trigrams_are_probabilities(texts: list[tuple[str, float]]) -> None:
    nats = train.letter_nats(texts, LATIN)
    assert nats.shape == (27, 27, 27)
    assert np.exp(-nats).sum(2) == pytest.approx(1.0)
