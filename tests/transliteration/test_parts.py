"""Known words and what is made of them: by the package's vocabulary and by others."""

import pytest

from namematch.model.lexicon import Word, read_words, stems
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.transliteration.parts import KnownWords, affix_table, sure_affixes

SHIPPED = KnownWords(shipped_vocabulary())
PARTED = [
    ("خنجرزاده", "khanjarzadeh", "an ordinary word and an ending"),
    ("زیباکلامی", "zibakalami", "two words"),
    ("فتاحیان", "fattahian", "a surname and an ending that meets its last letter"),
    ("پیرفرشی", None, "nothing known"),
    ("دل", None, "too short to be parted"),
    ("ب" * 41, None, "too long to be a name"),
]


@pytest.mark.parametrize(("persian", "latin", "why"), PARTED)
def test_best_parting(persian: str, latin: str | None, why: str) -> None:
    assert SHIPPED.best_parting(persian) == latin, why


def test_the_longest_sure_affix_comes_first() -> None:
    found = [(affix.persian, stem) for affix, _, stem in sure_affixes("کبدنژادیان")]
    assert found == [("نژادیان", "کبد")]
    assert all(len(affix.persian) >= 4 for affix, _, _ in sure_affixes("عبدالکبدزاده"))
    assert [kind for _, kind, _ in sure_affixes("عبدالکبدزاده")] == ["prefix", "suffix"]


def test_a_word_that_is_unknown_has_no_romanisation() -> None:
    assert SHIPPED.romanisation("کبدان") is None
    assert SHIPPED.word("کبدان") is None
    assert SHIPPED.romanisation("خنجر") == "Khanjar"
    assert SHIPPED.word("خنجر") is None


@pytest.mark.parametrize("latin", ["", " ", "-"])
def test_a_word_without_latin_letters_is_part_of_nothing(latin: str) -> None:
    known = KnownWords(Vocabulary((*read_words(), Word("کبدان", latin, 1.0, 1.0))))
    assert known.word("کبدان") is not None
    assert known.romanisation("کبدان") is None
    assert known.romanisation_as_second_part("کبدان") is None
    assert known.best_parting("کبدانزاده") is None


def test_an_ordinary_word_that_a_list_repeats_keeps_its_romanisation() -> None:
    persian, latin = next(iter(stems().items()))
    known = KnownWords(Vocabulary((Word(persian, "", 1.0, 1.0),)))
    assert known.romanisation(persian) == latin


def test_affixes_meet_letters() -> None:
    affix = affix_table()["یان", "suffix"]
    assert affix.meets_after("غازار")
    assert not affix.meets_after("رضا")
