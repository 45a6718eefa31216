"""Words of texts split in bulk against those that ``parse`` reads one text at a time."""

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from namematch.arrays.strings import Texts
from namematch.names.splitting import _COVERED, split_texts
from namematch.names.title_table import shipped_titles
from namematch.names.words import split_words
from namematch.text.normalize import clean_text
from namematch.text.scripts import Script

Words = list[tuple[str, Script, bool]]
LETTERS = st.sampled_from("aA'\u2019-.,، \t\u00a0\u200cیيآأئ\u0627\u0654\u0301éİßşŞﻻﷲ\u06401x\u0640\ud800я𐎠")


def slow_split(text: str) -> Words:
    """The words of a text, a comma for one."""
    first, *others = (
        [(w.text, w.script, w.upper_case) for w in split_words(part, shipped_titles())]
        for part in clean_text(text).split(",")
    )
    comma = (",", Script.OTHER, False)
    return [*first, *(word for words in others for word in [comma, *words])]


def split(texts: list[str]) -> list[Words | None]:
    """The words of each text; None for one that is not plain."""
    found = split_texts(Texts.of(texts))
    scripts = [
        Script.PERSIAN if persian else Script.LATIN if latin else Script.OTHER
        for persian, latin in zip(found.persian, found.latin, strict=True)
    ]
    words = list(zip(found.spelled, scripts, found.upper_case.tolist(), strict=True))
    return [
        [words[w] for w in found.word[found.starts[x] : found.starts[x + 1]]] if found.plain[x] else None
        for x in range(len(texts))
    ]


@given(st.lists(st.text(LETTERS, max_size=9) | st.text(max_size=9), max_size=6))
def test_words_are_those_of_parse(texts: list[str]) -> None:
    for text, words in zip(texts, split(texts), strict=True):
        assert words is None or words == slow_split(text)


def test_every_letter_that_is_read_by_the_table() -> None:
    letters = list(map(chr, chain.from_iterable(_COVERED)))
    forms = ("?", "a?b", "A?B", "ب?ب", "ب? A?", "'?'?")
    texts = [form.replace("?", letter) for letter in letters for form in forms]
    found = split(texts)
    for text, words in zip(texts, found, strict=True):
        assert words is None or words == slow_split(text)
    shapes = [chr(code) for code in range(0xFE80, 0xFEFD)]  # Arabic letters as old files have them
    assert None not in split(shapes)


def test_names_are_plain_unless_marks_are_to_be_set_in_order() -> None:
    plain = [
        "آرش علی\u200cرضا",
        "Şükrü O\u2019Brien-É.",
        "ﻣﺤﻤﺪ سلاﻡ",
        "Karimi, Ali  ",
        "",
        "كريمي",
        "الأحمدی",
    ]
    assert None not in split(plain)
    assert split(["Ali\u0301", "مو\u0654من", "Ali 2", "Владимир", "𐎠"]) == [None] * 5
