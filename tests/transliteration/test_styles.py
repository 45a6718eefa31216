"""How styles of the English-language press write what it usually writes one way."""

import pytest

from namematch.transliteration.styles import press_names, style_variants, styled

STYLED = [
    ("Ghasemi", "قاسمی", {"Ghasemi", "Qasemi"}, "q for ق"),
    ("Ghafouri", "غفوری", {"Ghafouri", "Ghafuri", "Ghafoori"}, "but not for غ"),
    ("Ali", "علی", {"Ali"}, "one way only"),
    ("Zhaleh", "ژاله", {"Zhaleh", "Jaleh", "Zhale", "Jale", "Zhala", "Jala"}, "each with each"),
]


@pytest.mark.parametrize(("text", "letters", "expected", "why"), STYLED)
def test_every_style_has_its_share(text: str, letters: str, expected: set[str], why: str) -> None:
    found = styled(text, letters)
    assert {spelling for spelling, _ in found} == expected, why
    assert sum(share for _, share in found) == pytest.approx(1)
    assert max(found, key=lambda item: item[1])[0] == text


def test_shares_leave_most_to_the_usual_spelling() -> None:
    for variants in style_variants():
        assert 0 < sum(variants.shares.values()) < 1, variants.usual.pattern


def test_a_name_of_a_language_is_its_press_s() -> None:
    assert press_names()["محمد", "german"] == "Mohammed"
    assert ("محمد", "french") not in press_names()
