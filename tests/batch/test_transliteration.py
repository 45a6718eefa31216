"""Many texts spelled at once: as ``transliterate`` and ``spellings`` do each."""

from collections.abc import Callable
from random import Random

import numpy as np
import pyarrow
import pytest

from namematch import (
    NameMatchError,
    Vocabulary,
    Word,
    read_words,
    spellings,
    spellings_many,
    transliterate,
    transliterate_many,
)
from namematch.arrays.choice import chosen
from tests.support.invented import invented_names
from tests.support.noisy_names import noisy_names

NEW = list(invented_names(600, 4))
NOISY = noisy_names(Random(5), 500, words=60)
ODD = [
    *(
        "",
        " ",
        "x",
        "م",
        "Ali-Reza",
        "علی\u200cرضا",
        "Abdul Karim",
        "عبد الکریم",
        "al-Karim",
        "12 Ali ۳",
        "\ud800",
    ),
    *(
        "a" * 300,
        "ا" * 300,
        "Ali\u200fکریمی",
        "\N{GRINNING FACE}",
        "kabdanzade",
        "کبدانزاده",
        "Ali  Ali, Ali",
    ),
]
TEXTS = NEW + NOISY + ODD


def compiled(many: Callable[..., object], texts: list[str], **options: object) -> object:
    """What *many* gives where loops run compiled, as they do for long lists."""
    with chosen(compiled=True):
        return many(texts, **options)


def test_many_texts_are_spelled_as_each_is() -> None:
    assert compiled(transliterate_many, TEXTS, threads=1) == list(map(transliterate, TEXTS))


@pytest.mark.parametrize("scheme", ["ala-lc", "bgn-pcgn"])
def test_in_a_scheme_too(scheme: str) -> None:
    assert compiled(transliterate_many, TEXTS[:700], scheme=scheme) == [
        transliterate(text, scheme=scheme) for text in TEXTS[:700]
    ]


@pytest.mark.parametrize("script", ["latin", "persian"])
@pytest.mark.parametrize("scheme", ["press", "ala-lc"])
def test_into_one_script(script: str, scheme: str) -> None:
    mixed = [f"{one} {other}" for one, other in zip(NOISY[:60], NEW, strict=False)]
    texts = [*mixed, *ODD, "Ṣādiq هدایت", "Karimi, Ali, 1950-", "Dr. کریمی"]
    assert transliterate_many(texts, script=script, scheme=scheme) == [
        transliterate(text, script=script, scheme=scheme) for text in texts
    ]


def test_in_a_style_and_by_words_of_the_callers_own() -> None:
    own = Vocabulary((*read_words(), Word("شوارتز", "Schwartz", family=1.0)))
    texts = ["علی شوارتز", "Ali Schwartz", *NEW[:300]]
    assert compiled(transliterate_many, texts, vocabulary=own, style="german") == [
        transliterate(text, vocabulary=own, style="german") for text in texts
    ]


def test_the_best_ones_of_many_are_those_of_each() -> None:
    asked = NEW[:400] + ODD
    each = [spellings(text, n=3) for text in asked]
    assert compiled(spellings_many, asked, n=3) == spellings_many(asked, n=3) == each


def test_spellings_in_use_of_many_are_those_of_each() -> None:
    asked = NOISY[:60] + ODD
    assert spellings_many(asked, n=3, script="latin") == [spellings(x, n=3, script="latin") for x in asked]


def test_a_list_may_be_empty_short_or_read_but_once() -> None:
    assert transliterate_many([]) == spellings_many([]) == []
    assert transliterate_many(text for text in ("Ali", "علی", "Ali")) == ["علی", "Ali", "علی"]


@pytest.mark.parametrize("many", [transliterate_many, spellings_many])
@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ("Ali", "texts='Ali' is not a list of texts: put it into a list"),
        (None, "texts=None is not a list"),
        (["Ali", None], "row 1: text=None is not text"),
        ([float("nan")], "row 0: text=nan is not text"),
    ],
)
def test_what_is_no_text_is_named(many: Callable[..., object], texts: object, reason: str) -> None:
    with pytest.raises(NameMatchError, match=reason):
        many(texts)


def test_what_is_asked_for_is_proved() -> None:
    with pytest.raises(NameMatchError, match="n is 0"):
        spellings_many(["Ali"], n=0)
    with pytest.raises(NameMatchError, match="scheme 'x' is none of"):
        transliterate_many(["Ali"], scheme="x")
    with pytest.raises(NameMatchError, match="threads=0"):
        transliterate_many(["Ali"], threads=0)


def test_progress_is_told_of_each_distinct_text() -> None:
    told: list[tuple[str, int, int]] = []
    transliterate_many(["Ali", "Reza", "Ali"], progress=lambda *call: told.append(call))
    assert told == [("transliterating", 0, 2), ("transliterating", 2, 2)]


def test_columns_of_other_libraries_are_lists() -> None:
    texts = ["علی کریمی", "Hassan Azizi"]
    spelled = transliterate_many(texts)
    assert transliterate_many(np.array(texts)) == transliterate_many(pyarrow.array(texts)) == spelled
    with pytest.raises(NameMatchError, match="row 1: text=None is not text"):
        transliterate_many(pyarrow.array(["علی", None]))
