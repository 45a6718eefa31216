"""What spellings have in common: a table of pairs, and what a change of one consonant leaves alone."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.model.blocks import skeleton_codes
from namematch.model.lexicon import LONGEST_TOKEN
from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.consonants import are_candidates, room_of, skeletons, write_skeletons
from namematch.text.letter_arrays import letters_of
from namematch.text.letters import LATIN, PERSIAN

TABLE = Path(__file__).parents[1] / "tables" / "skeletons.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
# What Latin letters stand for a consonant, and what stands between two.
CONSONANTS = [*"bpdszjcxkqflmnrt", "zh", "ch", "kh", "sh", "gh"]
VOWELS = st.sampled_from(["a", "e", "ey", "v", "uv", "ai"])
WORDS = st.lists(st.tuples(st.sampled_from(CONSONANTS), VOWELS), min_size=1, max_size=16)
TEXTS = st.text(LATIN, max_size=LONGEST_TOKEN) | st.text(PERSIAN, max_size=LONGEST_TOKEN)
RICH = st.text("kghcsznbltdae", max_size=LONGEST_TOKEN)

Word = list[tuple[str, str]]


def in_common(left: str, right: str) -> str:
    if not skeletons(left).whole.isdisjoint(skeletons(right).whole):
        return "whole"
    return "near" if are_candidates(left, right) else "no"


@pytest.mark.parametrize(("left", "right", "expected", "why"), ROWS)
def test_pairs_of_the_table(left: str, right: str, expected: str, why: str) -> None:
    assert [in_common(left, right), in_common(right, left)] == [expected, expected], why


@settings(max_examples=300)
@given(st.lists(TEXTS | RICH, max_size=5))
@example(["ch" * 20, "ckkhs" * 8, "khl" * 13, "b" * 40])
def test_compiled_and_plain_skeletons_are_the_same(texts: list[str]) -> None:
    whole, near = skeleton_codes(letters_of(texts))
    for x, text in enumerate(texts):
        assert whole[x].tolist() == sorted(skeletons(text).whole)
        assert near[x].tolist() == sorted(skeletons(text).near)


def test_compiled_and_plain_skeletons_of_the_lexicon_are_the_same() -> None:
    words = [word.persian for word in shipped_vocabulary().words]
    whole, near = skeleton_codes(letters_of(words))
    assert all(set(whole[x].tolist()) == skeletons(word).whole for x, word in enumerate(words))
    assert all(set(near[x].tolist()) == skeletons(word).near for x, word in enumerate(words))


def spelled(word: Word) -> str:
    return "a" + "".join(consonant + vowel for consonant, vowel in word)


@given(WORDS, st.integers(0, 15), st.sampled_from(CONSONANTS))
def test_candidates_stay_candidates_by_one_consonant(word: Word, place: int, other: str) -> None:
    at = place % len(word)
    before, (consonant, vowel), after = word[:at], word[at], word[at + 1 :]
    changed = [
        [*before, *after],
        [*before, (other, vowel), *after],
        [*before, (other, vowel), (consonant, vowel), *after],
        [*before, *after[:1], (consonant, vowel), *after[1:]],
    ]
    assert [spelled(x) for x in changed if not are_candidates(spelled(word), spelled(x))] == []


@given(WORDS, st.integers(0, 15), VOWELS)
def test_another_vowel_leaves_the_consonants_as_they_are(word: Word, place: int, vowel: str) -> None:
    at = place % len(word)
    other = [*word[:at], (word[at][0], vowel), *word[at + 1 :]]
    assert in_common(spelled(word), spelled(other)) == "whole"


@given(WORDS, st.integers(0, 15))
def test_a_consonant_written_twice_may_count_once(word: Word, place: int) -> None:
    at = place % len(word)
    consonant, vowel = word[at]
    doubled = [*word[:at], (2 * consonant, vowel), *word[at + 1 :]]
    assert in_common(spelled(word), spelled(doubled)) == "whole"


@given(st.text(PERSIAN, min_size=1, max_size=LONGEST_TOKEN), st.integers(0, 39), st.sampled_from(PERSIAN))
def test_persian_candidates_stay_candidates_by_one_letter(word: str, place: int, letter: str) -> None:
    at = place % len(word)
    before, at_place, after = word[:at], word[at], word[at + 1 :]
    for changed in (before + after, before + letter + after, before + letter + at_place + after):
        assert are_candidates(word, changed)
    assert are_candidates(word, before + after[:1] + at_place + after[1:])


def test_of_nothing_there_is_the_empty_skeleton() -> None:
    assert skeletons("") == ({0}, {0})
    assert skeletons("aeiouhvwy").whole == skeletons("عوحهی").whole == {0}


@pytest.mark.parametrize("kind", ["ch", "c", "kh", "b", "خ"])
def test_a_long_word_is_known_by_its_last_consonants(kind: str) -> None:
    assert in_common("mala" + "bara" * 7, "fasa" + "bara" * 7) == "whole"
    assert in_common("mala" + "bara" * 6, "fasa" + "bara" * 6) == "no"
    assert in_common("bara" * 14 + "mala", "bara" * 14 + "fasa") == "no"
    text = ("e" if kind.isascii() else "ا").join([kind] * 150)
    assert are_candidates(text, text[len(kind) + 1 :])


@given(RICH)
@example("ckchbb" * 7)
@example("cchkhbb" * 20)
def test_a_word_has_no_more_skeletons_than_there_is_room_for(text: str) -> None:
    n, letters = len(text), letters_of([text]).values.tolist()
    whole, near = [-1] * (room_of(n) + 9), [-1] * (room_of(n) + 9)
    counts = write_skeletons(letters, n, [0] * n, [0] * n, whole, near)
    assert max(counts) <= room_of(n)
    assert -1 not in whole[: counts[0]] + near[: counts[1]]
    assert {-1} == set(whole[counts[0] :] + near[counts[1] :])


def test_only_vowels_and_what_comes_and_goes_are_no_consonants() -> None:
    silent = {letter for letter in LATIN + PERSIAN if skeletons(letter).whole == {0}}
    assert silent == set("aeiouhvwyءآاحعوهیئ")
