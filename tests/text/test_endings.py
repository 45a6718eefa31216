"""How words end: a man's name and a woman's, and what is no ending of either."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from namematch.model.vocabulary import shipped_vocabulary
from namematch.text.endings import AGREEMENT, ENDINGS, MOST_ODDS, OPEN, latin_ending, persian_ending
from namematch.text.letters import LATIN, PERSIAN
from namematch.text.tables import read_table

# Of the lexicon: names of men with a mute e, as in George.
BOTH_WAYS_AT_MOST = 0.002


@pytest.mark.parametrize(
    ("man", "woman"),
    [
        ("شریف", "شریفه"), ("صالح", "صالحه"), ("زکی", "زکیه"), ("شفیع", "شفیعه"), ("sharif", "sharifa"),
        ("sharif", "sharifeh"), ("sadegh", "sadegheh"), ("saleh", "saleha"), ("zaki", "zakiya"),
        ("malih", "maliheh"), ("farid", "faride"),
    ],
)  # fmt: skip
def test_a_woman_s_name_is_another_word(man: str, woman: str) -> None:
    ending = persian_ending if man[0] in PERSIAN else latin_ending
    assert AGREEMENT[ending(man)][ending(woman)] < 1.0
    assert AGREEMENT[ending(man)][ending(man)] == AGREEMENT[ending(woman)][ending(woman)] == 1.0


@pytest.mark.parametrize(
    ("persian", "latin"),
    [
        ("فاطمه", "fatima"), ("فاطمه", "fateme"), ("سارا", "sarah"), ("مصطفی", "mostafa"), ("یحیی", "yahya"),
        ("یحیی", "yahia"), ("طه", "taha"), ("عبدالله", "abdula"), ("صالح", "saleh"), ("فتاح", "fatah"),
        ("شجاع", "shoja"), ("رفیعی", "rafie"), ("امین", "amine"), ("رضا", "reza"), ("شاه", "shah"),
        ("رسایی", "rasaie"), ("وجیه", "vajih"),
    ],
)  # fmt: skip
def test_habits_of_writers_are_none(persian: str, latin: str) -> None:
    assert AGREEMENT[persian_ending(persian)][latin_ending(latin)] == 1.0


@given(st.text(PERSIAN, max_size=5), st.text(LATIN, max_size=5))
def test_every_word_ends_somehow(persian: str, latin: str) -> None:
    assert 0 <= persian_ending(persian) < ENDINGS
    assert 0 <= latin_ending(latin) < ENDINGS
    assert persian_ending("") == latin_ending("") == OPEN


def test_the_tables_are_symmetric_shares() -> None:
    assert AGREEMENT.shape == MOST_ODDS.shape == (ENDINGS, ENDINGS)
    assert (AGREEMENT == AGREEMENT.T).all()
    assert (AGREEMENT.diagonal() == 1.0).all()
    assert ((AGREEMENT > 0.0) & (AGREEMENT <= 1.0)).all()
    assert (MOST_ODDS[AGREEMENT == 1.0] == np.inf).all()


def test_words_of_the_lexicon_end_like_their_romanisation() -> None:
    lexicon = shipped_vocabulary()
    pairs = zip(lexicon.words, lexicon.endings, lexicon.romanisations, strict=True)
    apart = [word for word, ending, latin in pairs if AGREEMENT[ending, latin_ending(str(latin))] < 1.0]
    # A mute e of other tongues (George) is no ending: those names are spelled by their own rules.
    columns = ("persian", "latin", "kind", "origin")
    world = {row[0] for row in read_table("world", columns, as_written=("latin",), unique=("persian",))}
    own = [word.latin for word in apart if word.persian not in world]
    assert len(own) <= BOTH_WAYS_AT_MOST * len(lexicon.words), own
