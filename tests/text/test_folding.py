"""The folding of many words against that of each alone."""

from itertools import product

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.arrays.ragged import Ragged
from namematch.text.folding import fold
from namematch.text.letter_arrays import letters_of, texts_of
from namematch.text.letters import GROUPS, LATIN, LONG_VOWELS, PERSIAN, TWICE_AT_END, latin_letters

GROUPED = [
    "tsch", "tch", "stch", "dsch", "dj", "sch", "oo", "ou", "ee", "ii", "uo", "aii", "rii", "tt", "ss", "c",
    "h", "j", "i",
]  # fmt: skip


def folded(texts: list[str], latin: list[bool]) -> list[str]:
    letters = letters_of(texts)
    return texts_of(Ragged(*fold(letters.values, letters.starts, np.array(latin, np.bool_))))


@settings(max_examples=500)
@given(st.lists(st.lists(st.sampled_from(GROUPED), max_size=8).map("".join) | st.text("tschdjouei")))
def test_a_list_is_folded_letter_for_letter_like_its_words(texts: list[str]) -> None:
    assert folded(texts, [True] * len(texts)) == list(map(latin_letters, texts))


def test_every_word_of_few_letters_is_folded_like_alone() -> None:
    texts = ["".join(word) for n in range(6) for word in product("tschdj", repeat=n)]
    texts += ["".join(word) for n in range(7) for word in product("ouei", repeat=n)]
    texts += ["".join(word) for n in range(7) for word in product("ira", repeat=n)]
    assert folded(texts, [True] * len(texts)) == list(map(latin_letters, texts))


def test_a_long_word_is_folded_like_a_short_one() -> None:
    texts = ["tschoo" * 50, "ab" * 200, "", "s" * 999]
    assert folded(texts, [True] * 4) == list(map(latin_letters, texts))


@given(st.lists(st.tuples(st.text("tschoeiبا", max_size=6), st.booleans())))
def test_what_is_not_latin_stays_as_it_is(rows: list[tuple[str, bool]]) -> None:
    texts = [text if latin else "".join(x for x in text if x in PERSIAN) for text, latin in rows]
    latin = [latin and text.isascii() for text, (_, latin) in zip(texts, rows, strict=True)]
    expected = [latin_letters(x) if known else x for x, known in zip(texts, latin, strict=True)]
    assert folded(texts, latin) == expected


@given(
    st.lists(
        st.lists(
            st.sampled_from([rule.old for rule in (*GROUPS, *LONG_VOWELS)]) | st.sampled_from(LATIN)
        ).map("".join)
    )
)
@example([before + rule.old for rule in GROUPS for before in LATIN])
@example([before + end for before in LATIN for end in (2 * TWICE_AT_END, 3 * TWICE_AT_END)])
def test_every_rule_of_the_tables_is_followed(texts: list[str]) -> None:
    assert folded(texts, [True] * len(texts)) == list(map(latin_letters, texts))
