"""What the words of a query may stand for in a list against comparing each with all that the list has."""

from random import Random

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.batch.query_partners import AskedWord, Lookup, Meaning
from namematch.batch.spellings import Key, key_of
from namematch.batch.wanted import Wanted
from namematch.compare.names import may_join
from namematch.compare.rarity import givenness, token_rarity
from namematch.compare.words import compare_tokens
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.compounds import WIDEST, spans, tokens_of
from namematch.names.faces import faces
from namematch.names.parse import parse_name
from namematch.names.table import tabulate
from namematch.policy import Policy
from namematch.progress import silent
from namematch.search.segment import Segment
from namematch.text.scripts import Script
from namematch.text.short_forms import short_form
from tests.support.hard_lists import ALMOST, NOTHING, PARTS, few_words
from tests.support.noisy_names import noisy_name

WORDS = shipped_vocabulary()
NAMES = st.lists(st.lists(st.sampled_from(PARTS.split()), max_size=4).map(" ".join), max_size=6)
WANTED = [Wanted(12.9, Policy(), 1, silent), Wanted(7.0, Policy(prices=NOTHING), 1, silent)]


def lookup_of(names: list[str], wanted: Wanted) -> Lookup:
    table = tabulate([parse_name(name) for name in names])
    return Segment.of(table, np.arange(len(names)), WORDS, wanted).lookup


def asked_by(names: list[str]) -> list[AskedWord]:
    """The words that a query of *names*, or what else they may be, asks for."""
    tokens = [tokens_of(face) for name in names for face in faces(parse_name(name))]
    readings = [(key_of(*unit), length > 1) for x in tokens for _, length, unit in spans(x, WIDEST)]
    return list(dict.fromkeys(readings))


def expected(asked: AskedWord, names: list[str], wanted: Wanted) -> dict[Key, float]:
    """Slow twin: what the list has that *asked* may stand for, and the doubt of each."""
    (text, script, _), joined = asked
    found = {}
    for (other, also, known), several in asked_by(names):
        one, two = (text, script), (other, also)
        if not (joined and several) and (not (joined or several) or may_join(one, two)):
            doubt = compare_tokens(one, two, vocabulary=WORDS, policy=wanted.policy).doubt
            if doubt <= wanted.most - ALMOST:
                found[other, also, known] = doubt
    return found


def by_key(meaning: Meaning, lookup: Lookup) -> dict[Key, float]:
    """The doubt of each spelling, of runs too, that a word may stand for."""
    spellings, keys = len(lookup.read.spellings), list(lookup.read.numbers)
    found: dict[Key, float] = {}
    for place, doubt in zip(meaning.place.tolist(), meaning.doubt.tolist(), strict=True):
        key = keys[place] if place < spellings else lookup.key_of_run(place - spellings)
        assert found.setdefault(key, doubt) == doubt
    return found


def assert_equal(names: list[str], queries: list[str], wanted: Wanted) -> None:
    lookup, asked = lookup_of(names, wanted), asked_by(queries)
    # The short form of a word of the list is a spelling too, though no name has it.
    forms = {(short_form(text), script, True) for (text, script, known), _ in asked_by(names) if known}
    for word, meaning in zip(asked, lookup.meanings(asked, wanted), strict=True):
        assert meaning.place.tolist() == sorted(set(meaning.place.tolist()))
        found, due = by_key(meaning, lookup), expected(word, names, wanted)
        near = {key for key, doubt in found.items() if doubt > wanted.most - ALMOST}
        assert found.keys() - due.keys() - near <= forms, word
        assert due.keys() <= found.keys(), (word, due.keys() - found.keys())
        assert {key: found[key] for key in due} == pytest.approx(due, abs=ALMOST)
        if not word[1]:
            (text, script, _) = word[0]
            assert meaning.givenness == pytest.approx(givenness((text, script), WORDS))
            assert meaning.rarity == pytest.approx(token_rarity((text, script), WORDS))


@pytest.mark.parametrize("wanted", WANTED, ids=["shipped", "free"])
@settings(max_examples=40)
@given(names=NAMES, queries=NAMES)
@example(names=["Ali Reza Karimi"], queries=["Alireza Karimy", "علیرضا"])
@example(names=["አሊሬዛ", "김 김"], queries=["አሊ ሬዛ", "김김", "አሊሪዞ"])
@example(names=["Abd ol Karim", "Karim"], queries=["Abdolkarim", "عبدالکریم", "Abdol Qarim"])
def test_words_mean_what_comparing_with_all_tells(
    wanted: Wanted, names: list[str], queries: list[str]
) -> None:
    assert_equal(names, queries, wanted)


@pytest.mark.parametrize("seed", range(4))
def test_noisy_words_mean_what_comparing_with_all_tells(seed: int) -> None:
    random, first, family = Random(seed), *few_words(seed)
    names = [noisy_name(random, first, family) for _ in range(12)]
    assert_equal(names[:8], names[8:], WANTED[0])


def test_words_asked_together_mean_what_each_does_alone() -> None:
    lookup = lookup_of(["Ali Reza Karimi", "علیرضا کریمی", "Abdolkarim A."], WANTED[0])
    asked = asked_by(["Aliriza Karimy", "Ali Riza Karim", "Karim A", "عبدل کریم"])
    asked += [(key, not joined) for key, joined in asked if (key, not joined) not in asked]
    together = lookup.meanings(asked, WANTED[0])
    for word, meaning in zip(asked, together, strict=True):
        (alone,) = lookup.meanings([word], WANTED[0])
        for column in ("place", "joins"):
            assert getattr(meaning, column).tolist() == getattr(alone, column).tolist(), word
        assert meaning.doubt == pytest.approx(alone.doubt)


def test_nothing_is_asked() -> None:
    assert lookup_of(["Ali Karimi"], WANTED[0]).meanings([], WANTED[0]) == []


def test_several_tokens_joined_stand_for_a_word_alone_only() -> None:
    lookup = lookup_of(["Ali Reza", "Alireza", "Alirizza Ahmad"], WANTED[0])
    key = key_of("alirezza", Script.LATIN)
    several, alone = lookup.meanings([(key, True), (key, False)], WANTED[0])
    assert {text for text, _, _ in by_key(several, lookup)} == {"alireza", "aliriza"}
    assert {text for text, _, _ in by_key(alone, lookup)} >= {"alireza", "aliriza"}
    assert several.joins.all()
