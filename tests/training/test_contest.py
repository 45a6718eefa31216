"""Which word explains a spelling better than its own."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.channel import persian_symbols, shipped_channel
from namematch.model.forward import likelihood
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.consonants import are_candidates
from namematch.text.letters import sound_key
from namematch.training.contest import Contest

CHANNEL = shipped_channel()
WORDS = ["کریمی", "کرمی", "رحیمی", "صادق", "سادغ", "علی", "حسین", "حسن"]
CONTEST = Contest(WORDS, CHANNEL)
LETTERS = st.text("aehiklmnorsz", min_size=1, max_size=8)


def bits(persian: str, latin: str) -> float:
    chance = likelihood(persian_symbols(persian), CHANNEL.substrings(latin), CHANNEL.persian)
    return -log2(max(chance, 1e-300))


@given(st.sampled_from([*WORDS, "نیما"]), LETTERS)
def test_the_likeliest_other_word_is_named(persian: str, latin: str) -> None:
    """Slow twin: every other candidate for the spelling, one after the other."""
    own = bits(persian, latin)
    others = {
        word: bits(word, latin)
        for word in WORDS
        if sound_key(word) != sound_key(persian) and are_candidates(word, latin)
    }
    best = min(others, key=others.__getitem__, default="")
    found = CONTEST.explain(persian, latin)
    assert found.bits == pytest.approx(own)
    if best and others[best] < own - 1e-6:
        assert found.likelier == best
        assert found.lead == pytest.approx(own - others[best])
    elif not best or others[best] > own + 1e-6:
        assert (found.likelier, found.lead) == ("", 0.0)


@pytest.mark.parametrize(
    ("persian", "latin", "likelier"),
    [
        ("کریمی", "karimi", ""),
        ("کریمی", "karami", "کرمی"),
        ("حسین", "hasan", "حسن"),
        ("صادق", "sadegh", ""),  # سادغ sounds like it
    ],
)
def test_a_wrong_word_is_found_out(persian: str, latin: str, likelier: str) -> None:
    assert CONTEST.explain(persian, latin).likelier == likelier


def test_alone_a_word_wins() -> None:
    assert Contest([], CHANNEL).explain("علی", "hossein").likelier == ""


def test_of_many_words_the_likeliest_is_named() -> None:
    """Slow twin: all words that are candidates, of the whole lexicon."""
    words = [word.persian for word in shipped_vocabulary().words]
    contest = Contest(words, CHANNEL)
    for persian in words[:100:9]:
        for latin in ("karami", "hosseini"):
            rivals = [
                word
                for word in words
                if sound_key(word) != sound_key(persian) and are_candidates(word, latin)
            ]
            best = min(rivals, key=lambda word: bits(word, latin))
            lead = bits(persian, latin) - bits(best, latin)
            found = contest.explain(persian, latin)
            assert (found.likelier, found.lead) == ((best, pytest.approx(lead)) if lead > 0 else ("", 0.0))
