"""Two tokens: the examples that taught the formula, and its laws over any token."""

import csv
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.compare.words import Likeness, compare_tokens, doubt_of, initials_of
from namematch.model.lexicon import LONGEST_TEXT, read_words
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.policy import Policy
from namematch.text.letters import is_initial
from namematch.text.scripts import Script

TABLE = Path(__file__).parents[2] / "benchmarks" / "lists" / "spellings.tsv"
POLICY = Policy()
AR, LA, OTHER = Script.PERSIAN, Script.LATIN, Script.OTHER
RELATIONS = {"identical", "spelling", "slip", "short form", "initial", "similar", "different"}

# Of the attested spellings: how many have less doubt for their own word than for a random one, and
# how many have at most NEAR bits for it. Measured: 0.998 and 1.
OWN_BEFORE_OTHER_AT_LEAST = 0.98
NEAR, NEAR_AT_LEAST = 3.0, 0.95


def likeness(left, right, vocabulary=None, policy=POLICY):
    """compare_tokens of two (text, script)."""
    words = vocabulary or shipped_vocabulary()
    return compare_tokens(left, right, vocabulary=words, policy=policy)


def doubt(left, right, vocabulary=None):
    """The doubt between two words of either script."""
    return likeness(*((x, AR if x[0] >= "ء" else LA) for x in (left, right)), vocabulary).doubt


WORDS = [(word.persian, AR) for word in read_words()]
WORDS += [(word.latin.casefold(), LA) for word in read_words()]
LETTERS = st.sampled_from("abcehimnoruxzəşāʿ'ابحدرسشعمنهویءئأة\u06d2\u0683김жийω")
units = st.one_of(
    st.sampled_from(WORDS),
    st.tuples(st.text(LETTERS, min_size=1, max_size=12), st.sampled_from(list(Script))),
    st.tuples(st.text(LETTERS, min_size=38, max_size=90), st.sampled_from(list(Script))),
    st.tuples(st.text(min_size=1, max_size=6), st.sampled_from(list(Script))),
)


@settings(max_examples=250, deadline=None)
@given(units, units)
def test_likeness_of_any_two_tokens(left, right):
    found = likeness(left, right)
    assert found == likeness(right, left)  # to the last bit
    assert 0.0 <= found.doubt <= POLICY.most_doubt
    assert found.relation in RELATIONS
    assert found.relation != "different" or found.doubt == POLICY.most_doubt


@settings(max_examples=100, deadline=None)
@given(units)
def test_a_token_is_itself_without_doubt(token):
    found = likeness(token, token)
    assert (found.doubt, found.relation) == (0.0, "identical")


def attested():
    """(Persian spelling, Latin spelling in normal form) of a sample of the table."""
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [(r["persian"], r["latin"].casefold()) for r in Random(7).sample(rows, 600)]


def test_a_spelling_is_nearer_to_its_own_word_than_to_another():
    rows = [(p, b) for p, b in attested() if " " not in b]
    own = [likeness((p, AR), (b, LA)).doubt for p, b in rows]
    others = Random(8).sample([p for p, _ in attested()], len(rows))
    other = [likeness((p, AR), (b, LA)).doubt for p, (_, b) in zip(others, rows, strict=True)]
    far = [row for row, x, y in zip(rows, own, other, strict=True) if x > y]
    assert len(far) <= (1 - OWN_BEFORE_OTHER_AT_LEAST) * len(rows), far
    doubtful = [(*row, x) for row, x in zip(rows, own, strict=True) if x > NEAR]
    assert len(doubtful) <= (1 - NEAR_AT_LEAST) * len(rows), doubtful


# Each row: a token, what it is rather than the third.
@pytest.mark.parametrize(
    ("token", "rather", "than"),
    [
        ("karami", "کرمی", "کریمی"),  # another word explains it better
        ("karami", "karamy", "karimi"),
        ("vossoughi", "وثوقی", "صدوقی"),
        ("hoseyn", "حسین", "حسن"),
        ("hoseyn", "hussain", "hassan"),
        ("qasemi", "ghassemi", "ghadimi"),
        ("dschafari", "جعفری", "صفری"),
        ("hüseyin", "حسین", "محسن"),
        ("صادق", "سادق", "صدیق"),  # a typo that sounds the same
        ("شیرزاد", "شیزاد", "شیرزن"),  # a letter dropped
        ("رحمانی", "رحمنی", "رحیمی"),
    ],
)
def test_the_better_explanation_has_less_doubt(token, rather, than):
    assert doubt(token, rather) < doubt(token, than)
    assert doubt(token, rather) < 2.0


@pytest.mark.parametrize(("left", "right"), [("رضایی", "رضائی"), ("داود", "داوود")])
def test_orthographic_variants_are_one_word(left, right):
    found = likeness((left, AR), (right, AR))
    assert (found.doubt, found.relation) == (0.0, "spelling")
    assert found.word in (left, right)


def test_the_word_that_both_render_is_named():
    assert likeness(("hoseyn", LA), ("hussain", LA)).word == "حسین"
    assert likeness(("hoseyn", LA), ("حسین", AR)).word == "حسین"
    assert likeness(("ali", LA), ("ali", LA)).word == "علی"
    assert likeness(("김", OTHER), ("김", OTHER)).word == ""


def test_a_competing_word_is_what_makes_the_doubt():
    words = shipped_vocabulary()
    alone = words.without("کرمی")
    assert doubt("karami", "کریمی", alone) < 0.5 * doubt("karami", "کریمی", words)


def test_a_vocabulary_without_words_still_reads_letters():
    none = Vocabulary(())
    assert doubt("ali", "علی", none) < 1.0
    assert doubt("ali", "رضا", none) == POLICY.most_doubt


def test_typos_are_told_from_spellings():
    found = likeness(("صادق", AR), ("سادق", AR))
    assert (found.relation, found.word) == ("slip", "صادق")
    assert likeness(("کریمی", AR), ("حسینی", AR)) == Likeness(POLICY.most_doubt, "different")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("عبدالکریم", AR), ("کریم", AR)),
        (("abdolkarim", LA), ("karim", LA)),
        (("abdurrahman", LA), ("رحمان", AR)),
        (("rahman", LA), ("عبدالرحمان", AR)),
    ],
)
def test_the_servant_of_may_drop_at_a_price(left, right):
    found = likeness(left, right)
    assert found.relation == "short form"
    assert POLICY.prices.prefix <= found.doubt < POLICY.most_doubt


# ---- initials -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "word", "may"),
    [
        (("a", LA), ("ali", LA), True),
        (("b", LA), ("ali", LA), False),
        (("a", LA), ("علی", AR), True),
        (("b", LA), ("علی", AR), False),
        (("ع", AR), ("ali", LA), True),
        (("ب", AR), ("ali", LA), False),
        (("ص", AR), ("سعید", AR), True),  # an initial by ear
        (("م", AR), ("سعید", AR), False),
        (("g", LA), ("غفور", AR), True),
        (("q", LA), ("غفور", AR), True),
        (("غ", AR), ("ghafur", LA), True),
        (("ق", AR), ("qafur", LA), True),
        (("e", LA), ("ابراهیم", AR), True),
        (("j", LA), ("جعفر", AR), True),
        (("d", LA), ("djafar", LA), False),  # dj is folded to j first
    ],
)
def test_initials(letter, word, may):
    found = likeness(letter, word)
    doubt = POLICY.prices.initial if may else POLICY.most_doubt
    assert (found.doubt, found.relation) == (doubt, "initial" if may else "different")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(WORDS))
def test_a_word_begins_with_its_own_letter(word):
    text, script = word
    letters = text if script is AR else text[0]
    if letters[0] in "abcdefghijklmnopqrstuvwxyz" or script is AR:
        begin = initials_of(text, script, shipped_vocabulary())
        assert (letters[0], script) in begin
        assert all(is_initial(letter) for letter, _ in begin)


# ---- what the channel cannot read -----------------------------------------------------------


def test_other_scripts_by_edit_distance():
    near = likeness(("карими", OTHER), ("карими\u0438", OTHER)).doubt
    far = likeness(("карими", OTHER), ("карим", OTHER)).doubt
    assert 0.0 < near <= far < POLICY.most_doubt
    assert likeness(("карими", OTHER), ("сергей", OTHER)).relation == "different"
    assert likeness(("карими", OTHER), ("karimi", LA)).doubt == POLICY.most_doubt


def test_tokens_too_long_to_be_a_word():
    long = "ba" * (LONGEST_TEXT // 2)
    assert likeness((long, LA), (long[:-1], LA)).relation == "similar"
    longer = long + "b"  # than what is looked at letter by letter
    assert likeness((longer, LA), (longer, LA)).doubt == 0.0
    assert likeness((longer, LA), (long, LA)).doubt == POLICY.most_doubt
    assert likeness((long, LA), ("ali", LA)).doubt == POLICY.most_doubt
    assert likeness((long, LA), ("علی", AR)).doubt == POLICY.most_doubt


# ---- numbers --------------------------------------------------------------------------------


def test_doubt_of_odds():
    assert doubt_of(np.array([1.0, 0.0, np.inf]), POLICY).tolist() == [1.0, 13.0, 0.0]


@given(st.lists(st.floats(0, 1e30), max_size=8))
def test_doubt_falls_as_odds_rise(odds):
    found = doubt_of(np.sort(np.array(odds)), POLICY)
    assert np.all(np.diff(found) <= 0)
    assert np.all((found >= 0) & (found <= POLICY.most_doubt))


def test_the_policy_prices_the_tokens():
    pair = ("karami", LA), ("کریمی", AR)
    sure, unsure = Policy(prior=0.5), Policy(prior=0.0001)
    assert likeness(*pair, policy=sure).doubt < likeness(*pair).doubt
    assert likeness(*pair, policy=unsure).doubt > likeness(*pair).doubt
    assert likeness(("ali", LA), ("رضا", AR), policy=Policy(most_doubt=9.0)).doubt == 9.0
