"""Slips of the hand in Latin words: doubted by length, and never where a word that all know explains it."""

import pytest

from namematch.compare.names import compare_names
from namematch.compare.slips import LEAST, latin_slip, least_slip, rendering_slip
from namematch.model.vocabulary import shipped_vocabulary
from namematch.policy import Policy
from namematch.text.letters import latin_letters, persian_letters

POLICY, WORDS = Policy(), shipped_vocabulary()

SLIPS = [
    ("kamran", "karman"),  # two letters exchanged
    ("sarvari", "sarvri"),
    ("parviz", "parvitz"),  # one more
    ("moshtaghi", "moshtagbi"),  # another one
]
NONE = [
    ("sharif", "sharifa"),  # a woman's name
    ("hesami", "hesabi"),  # two names that all know
    ("halimeh", "hakimeh"),
    ("ali", "alu"),  # too short
    ("karimi", "rahimi"),  # two letters
]


@pytest.mark.parametrize(("one", "two"), SLIPS)
def test_a_slip_is_possible(one: str, two: str) -> None:
    doubt = latin_slip(WORDS.latin(latin_letters(one)), WORDS.latin(latin_letters(two)), POLICY)
    assert LEAST <= doubt < 8
    assert doubt == latin_slip(WORDS.latin(latin_letters(two)), WORDS.latin(latin_letters(one)), POLICY)


@pytest.mark.parametrize(("one", "two"), NONE)
def test_another_word_is_no_slip(one: str, two: str) -> None:
    assert latin_slip(WORDS.latin(latin_letters(one)), WORDS.latin(latin_letters(two)), POLICY) > 8


@pytest.mark.parametrize(("persian", "latin", "may"), [("محسن", "moshen", True), ("حسامی", "hesabi", False)])
def test_a_slip_for_a_romanisation(persian: str, latin: str, may: bool) -> None:
    reading = WORDS.persian(persian_letters(persian)), WORDS.latin(latin_letters(latin))
    assert (rendering_slip(*reading, POLICY) < 8) == may


def test_a_longer_word_is_doubted_less() -> None:
    bits = [float(least_slip(letters, known, POLICY)) for known in (1.0, 0.0) for letters in range(4, 12)]
    assert bits[:8] == sorted(bits[:8], reverse=True)
    assert bits[8:] == sorted(bits[8:], reverse=True)
    assert min(bits) == LEAST
    assert max(bits) == POLICY.prices.slip


def test_one_slip_a_word_in_two_long_words_is_for_review() -> None:
    assert compare_names("Kourosh Niksersht", "Koursoh Nikseresht").verdict != "different"
    assert compare_names("Kamran Malakpour", "Karman Malakpour").verdict == "review"
