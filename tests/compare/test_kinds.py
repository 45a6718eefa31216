"""Pairs of fictional names by kind: what the verdict is to be, and what taught it; and laws of the kinds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch import compare_names, parse_name
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.endings import BARE, latin_ending

TABLES = Path(__file__).parents[1] / "tables"
KINDS = ("women", "usual", "strangers", "world")
ROWS = [
    (kind, *line.split("\t"))
    for kind in KINDS
    for line in (TABLES / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("kind", "left", "right", "expected", "why"), ROWS)
def test_the_verdict_of_a_pair(kind: str, left: str, right: str, expected: str, why: str) -> None:
    found = {compare_names(left, right).verdict, compare_names(right, left).verdict}
    assert found <= set(expected.split(" or ")), (kind, why)


def men() -> list[tuple[str, str]]:
    """Given names that men bear and that end in a consonant in either script."""
    lexicon = shipped_vocabulary()
    known = zip(lexicon.words, lexicon.endings, lexicon.romanisations.tolist(), strict=True)
    return [
        (word.persian, word.latin)
        for word, ending, latin in known
        if word.given and word.gender != "f" and ending == latin_ending(latin) == BARE
        if not parse_name(f"{word.persian} کشتکار").titles
    ]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(men()), st.sampled_from(["a", "eh", "ah"]), st.booleans(), st.booleans())
def test_a_woman_is_no_man(man: tuple[str, str], vowel: str, left: bool, right: bool) -> None:
    """Whatever the name, in both scripts: known as a woman's or not."""
    persian, latin = man
    one = f"{persian} کشتکار" if left else f"{latin} Keshtkar"
    two = f"{persian}ه کشتکار" if right else f"{latin}{vowel} Keshtkar"
    assert compare_names(one, two).verdict != "same"
