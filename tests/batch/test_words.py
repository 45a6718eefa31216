"""The formulas on arrays against those on two words: each function against the one of its name."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.batch import words as batch
from namematch.batch.read_spellings import ReadSpellings, read_spellings
from namematch.batch.spellings import spellings_of
from namematch.batch.typos import typo_probabilities
from namematch.batch.words import PairDoubts
from namematch.compare import words as compare
from namematch.model.compiled_forward import likelihood_of_pairs
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.policy import Policy
from namematch.progress import silent
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import latin_letters, persian_letters, sound_key
from namematch.text.scripts import Script
from namematch.text.short_forms import short_form
from tests.support.hard_lists import POLICIES

SHIPPED = shipped_vocabulary()
FEW = Vocabulary(tuple(SHIPPED.word(x) for x in ("علی", "رضا", "کریمی", "کرمی", "حسین", "حسن", "صادق")))
VOCABULARIES = pytest.mark.parametrize(
    "vocabulary", [SHIPPED, FEW, Vocabulary(())], ids=["all", "few", "none"]
)
LATIN_WORDS = [
    "ali", "karimi", "karami", "hosein", "hassan", "sadegh", "sadeq", "qazvini", "abdolkarim",
    "karim", "rezaei", "zz", "a", "gh",
]  # fmt: skip
PERSIAN_WORDS = [
    "علی", "کریمی", "کرمی", "حسین", "حسن", "صادق", "سادق", "قزوینی", "عبدالکریم", "کریم",
    "رضایی", "رضائی", "کریمم", "ع", "غ",
]  # fmt: skip
SERVANT_WORDS = [
    "abdolkarim", "abdulkarim", "karim", "abdolali", "abdolalizz", "zz", "عبدالکریم", "کریم",
]  # fmt: skip
LATIN = st.lists(
    st.sampled_from(LATIN_WORDS) | st.text("aeikmrhsndlz", min_size=1, max_size=7),
    max_size=6,
).map(lambda texts: list(dict.fromkeys(letters for text in texts if (letters := latin_letters(text)))))
PERSIAN = st.lists(
    st.sampled_from(PERSIAN_WORDS) | st.text("حسینعلکرمیصاد", min_size=1, max_size=6),
    max_size=6,
).map(lambda texts: list(dict.fromkeys(map(persian_letters, texts))))
SOME_POLICIES = st.sampled_from(POLICIES)


def read(latin: list[str], persian: list[str], vocabulary: Vocabulary) -> ReadSpellings:
    keys = [(text, Script.LATIN, True) for text in latin] + [(x, Script.PERSIAN, True) for x in persian]
    return read_spellings(spellings_of(keys, alone=len(keys))[0], vocabulary, threads=1, progress=silent)


def every_pair(left: int, right: int) -> tuple[np.ndarray, np.ndarray]:
    one, two = np.divmod(np.arange(left * right), max(1, right))
    return one, two


@VOCABULARIES
@settings(max_examples=60)
@given(latin=LATIN, persian=PERSIAN, policy=SOME_POLICIES)
def test_persian_and_latin(
    vocabulary: Vocabulary, latin: list[str], persian: list[str], policy: Policy
) -> None:
    side, other = read([], persian, vocabulary), read(latin, [], vocabulary)
    side = side.with_blocks_of(other)
    word, token = every_pair(len(side.persian.texts), len(other.latin.texts))
    symbols, ids = side.persian.symbols, other.latin.ids
    channel = likelihood_of_pairs(
        word, token, symbols.values, symbols.starts, ids.values, ids.starts, vocabulary.channel.persian
    )
    found = batch.persian_and_latin(side, other, (word, token), channel, policy)
    wanted = [
        compare.persian_and_latin(vocabulary.persian(a), vocabulary.latin(b), vocabulary, policy).doubt
        for a, b in product(side.persian.texts, other.latin.texts)
    ]
    assert found == pytest.approx(wanted, abs=1e-9)


@VOCABULARIES
@settings(max_examples=60)
@given(left=LATIN, right=LATIN, policy=SOME_POLICIES)
def test_latin_and_latin(vocabulary: Vocabulary, left: list[str], right: list[str], policy: Policy) -> None:
    side, other = read(left, [], vocabulary), read(right, [], vocabulary)
    side = side.with_blocks_of(other)
    texts, others = side.latin.texts, other.latin.texts
    one, two = every_pair(len(texts), len(others))
    found = batch.latin_and_latin(side, other, (one, two), policy)
    for i, j, doubt in zip(one.tolist(), two.tolist(), found.tolist(), strict=True):
        if texts[i] != others[j]:
            readings = vocabulary.latin(texts[i]), vocabulary.latin(others[j])
            wanted = compare.latin_and_latin(*readings, vocabulary, policy).doubt
            assert doubt == pytest.approx(wanted, abs=1e-9), (texts[i], others[j])


@VOCABULARIES
@settings(max_examples=60)
@given(left=PERSIAN, right=PERSIAN, policy=SOME_POLICIES)
def test_persian_and_persian(
    vocabulary: Vocabulary, left: list[str], right: list[str], policy: Policy
) -> None:
    side, other = read([], left, vocabulary), read([], right, vocabulary)
    texts, others = side.persian.texts, other.persian.texts
    one, two = every_pair(len(texts), len(others))
    keys = letters_of(list(map(sound_key, texts))), letters_of(list(map(sound_key, others)))
    found = batch.persian_and_persian(side, other, (one, two), typo_probabilities(one, two, *keys), policy)
    for i, j, doubt in zip(one.tolist(), two.tolist(), found.tolist(), strict=True):
        if texts[i] != others[j]:
            readings = vocabulary.persian(texts[i]), vocabulary.persian(others[j])
            wanted = compare.persian_and_persian(*readings, vocabulary, policy).doubt
            assert doubt == pytest.approx(wanted, abs=1e-9), (texts[i], others[j])


SERVANTS = st.sets(st.sampled_from(SERVANT_WORDS))


@given(SERVANTS, SERVANTS, st.data())
def test_either_form(left: set[str], right: set[str], data: st.DataObject) -> None:
    policy = Policy()
    one, two = (
        spellings_of(
            [(x, Script.LATIN if x.isascii() else Script.PERSIAN, True) for x in sorted(side)], alone=0
        )[0]
        for side in (left, right)
    )
    cells = list(product(range(len(one)), range(len(two))))
    known = {
        cell: data.draw(st.sampled_from([0.0, 1.0, 3.0, 9.0])) for cell in cells if data.draw(st.booleans())
    }
    places = np.array(list(known), np.int64).reshape(-1, 2).T
    given_ = PairDoubts(*places, np.array(list(known.values()), np.float64))
    least: dict[tuple[int, int], float] = {}
    for i, j, doubt in zip(
        *(column.tolist() for column in batch.either_form(given_, one, two, policy)), strict=True
    ):
        least[i, j] = min(doubt, least.get((i, j), np.inf))

    # As ``compare.words.either_form`` has it: as they stand, or at a price by the short form of one.
    number, other = ({text: i for i, text in enumerate(s.texts)} for s in (one, two))
    wanted = {}
    for i, j in cells:
        a, b = number.get(short_form(one.texts[i]), -1), other.get(short_form(two.texts[j]), -1)
        price = policy.prices.prefix
        ways = [known.get((i, j)), known.get((a, j)), known.get((i, b))]
        extra = (0.0, price, price)
        sums = [doubt + more for doubt, more in zip(ways, extra, strict=True) if doubt is not None]
        if sums:
            wanted[i, j] = min(sums)
    assert least == wanted
