"""The candidates among the words of a lexicon against those that the definition finds one by one."""

from pathlib import Path

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.model.candidate_index import CandidateIndex, near_skeletons
from namematch.model.lexicon import LONGEST_TOKEN
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.consonants import are_candidates, skeletons
from namematch.text.letters import LATIN, PERSIAN, latin_letters
from namematch.text.normalize import normalize_name

SPELLINGS = Path(__file__).parents[2] / "benchmarks" / "lists" / "spellings.tsv"
WORDS = [word.persian for word in shipped_vocabulary().words]
# Letters that become one with their neighbour, are left out by some, or are written twice.
RICH = st.text("تطدجچژنبپخشلاحع", max_size=16)
PERSIAN_WORDS = st.lists(st.text(PERSIAN, max_size=LONGEST_TOKEN) | RICH, max_size=6)


def found_skeletons(words: list[str]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in words]
    for code, word in zip(*(column.tolist() for column in near_skeletons(words)), strict=True):
        found[word].add(code)
    return found


def test_the_skeletons_of_the_lexicon_are_those_of_each_word() -> None:
    assert found_skeletons(WORDS) == [set(skeletons(word).near) for word in WORDS]


@settings(max_examples=300)
@given(PERSIAN_WORDS | st.lists(st.text("kghcsznbltdae", max_size=9), max_size=3))
@example(
    [
        "ب" * 40,
        "بد" * 7,
        "بد" * 7 + "ب",
        "",
        "ا",
        "تج",
        "تبج",
        "تبسج",
        "نب",
        "نسب",
        "نسسب",
        "خب",
        "بب",
        "بابا",
    ]
)
def test_the_skeletons_of_many_are_those_of_each(words: list[str]) -> None:
    assert found_skeletons(words) == [set(skeletons(word).near) for word in words]


@given(PERSIAN_WORDS, st.text(LATIN, max_size=12) | st.text("kghcsznbltdae", max_size=9) | RICH)
@example([], "ali")
def test_candidates_are_found_and_no_others(words: list[str], letters: str) -> None:
    near = CandidateIndex.of(words).are_near(letters)
    assert near.dtype == np.bool_
    assert near.tolist() == [are_candidates(word, letters) for word in words]


def test_the_candidates_of_attested_spellings_are_found_and_no_others() -> None:
    rows = [line.split("\t") for line in SPELLINGS.read_text(encoding="utf-8").splitlines()]
    index = CandidateIndex.of(WORDS)
    latin = sorted({latin_letters(normalize_name(row[2])) for row in rows[1:] if len(row) > 2})[::60]
    assert len(latin) > 50
    for letters in latin:
        near = index.are_near(letters)
        assert near.tolist() == [are_candidates(word, letters) for word in WORDS], letters
