"""How the letters of a word sound: what is doubled, and that any path has sounds that every scheme writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.text.normalize import PERSIAN_LETTERS
from namematch.transliteration.pieces import pieces
from namematch.transliteration.schemes import SCHEMES, STYLES, Part, written
from namematch.transliteration.sounds import doubled_places, sounds

DOUBLED = [
    ("abbas", (("ع", "a"), ("ب", "b"), ("ا", "a"), ("س", "s")), {1}, "Abbas"),
    ("hassan", (("ح", "ha"), ("س", "sa"), ("ن", "n")), set(), "ss is a sharp s"),
    ("ghassab", (("ق", "gha"), ("ص", "s"), ("ا", "a"), ("ب", "b")), {1}, "but in a trade"),
    (
        "amirreza",
        (("ا", "a"), ("م", "mi"), ("ی", ""), ("ر", ""), ("ر", "re"), ("ض", "z"), ("ا", "a")),
        set(),
        "two r",
    ),
    ("karim", (("ع", "a"),), set(), "another word"),
]


@pytest.mark.parametrize(("press", "path", "places", "why"), DOUBLED)
def test_what_the_press_doubles(
    press: str, path: tuple[tuple[str, str], ...], places: set[int], why: str
) -> None:
    assert doubled_places(path, press) == places, why


@given(st.lists(st.sampled_from(sorted(pieces().press)), min_size=1, max_size=8))
def test_any_path_has_sounds(path: list[tuple[str, str]]) -> None:
    for name in [*STYLES[1:], *SCHEMES[1:]]:
        text = written([Part(sounds(tuple(path)))], name)
        assert not set(text) & set(PERSIAN_LETTERS)
