"""What a terminal may be shown: no character steers it or hides, and Persian stays as it is written."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.text.visible import visible, visible_words

HALF_SPACE = "\u200c"
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # categories: controls, marks of direction, line ends


@pytest.mark.parametrize(
    ("text", "seen", "words"),
    [
        ("Kian Zand", "Kian Zand", "Kian Zand"),
        ("Kian  Zand ", "Kian  Zand ", "Kian  Zand "),
        ("علی\u200cرضا", "علی\u200cرضا", "علی\u200cرضا"),
        ("a\r\nb\tc", r"a\r\nb\tc", "a b c"),
        ("a\r\nb\tc\u2028d\u2066\x00\ud800", r"a\r\nb\tc\u2028d\u2066\x00\ud800", r"a b c d\u2066\x00\ud800"),
        ("a\u2028b\u2029c\x85d", r"a\u2028b\u2029c\x85d", "a b c d"),
        ("Ali\u00a0Zand", r"Ali\xa0Zand", "Ali Zand"),
        ("\x1b[2J\x9b31m", r"\x1b[2J\x9b31m", r"\x1b[2J\x9b31m"),
        ("\u202eilA\u202c", r"\u202eilA\u202c", r"\u202eilA\u202c"),
        ("\u2066Ali\u2069 \u200f", r"\u2066Ali\u2069 \u200f", r"\u2066Ali\u2069 \u200f"),
        ("\x00\x7f\ud800\ufeff\u200d", r"\x00\x7f\ud800\ufeff\u200d", r"\x00\x7f\ud800\ufeff\u200d"),
        ("\U000e0041", r"\U000e0041", r"\U000e0041"),
        ("", "", ""),
    ],
)
def test_what_is_seen(text: str, seen: str, words: str) -> None:
    assert (visible(text), visible_words(text)) == (seen, words)


def test_every_character_that_steers_is_an_escape_or_a_space() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    steering = [x for x in every if unicodedata.category(x) in STEERING and x != HALF_SPACE]
    assert {"\x1b", "\x9b", "\u061c", "\u200f", "\u202e", "\u2069", "\u2028", "\ud800"} <= set(steering)
    for letter in steering:
        assert visible(letter).isascii()
        assert visible(letter).startswith("\\")
        assert visible_words(letter) in {" ", visible(letter)}


@given(st.text())
def test_what_is_visible_is_printable_and_stays(text: str) -> None:
    for shown in (visible(text), visible_words(text)):
        assert shown.replace(HALF_SPACE, "").isprintable()
        assert visible(shown) == visible_words(shown) == shown
        "".join(shown).encode()
