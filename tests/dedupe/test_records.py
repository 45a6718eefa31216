"""Records: nothing vanishes, only ``same`` merges, the order of the rows does not matter."""

import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations, pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.batch import all_pairs as batch
from namematch.batch.scoring import ScoredPairs
from namematch.compare.calibration import probability_of
from namematch.compare.names import compare_names
from namematch.dedupe.records import dedupe_names
from namematch.errors import NameMatchError
from namematch.model.lexicon import Word, read_words
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.names.lists import read_rows
from namematch.names.mentions import Mention
from namematch.names.parse import parse_name
from namematch.policy import Policy
from namematch.transliteration.names import transliterate

# Three persons, in the spellings of several clerks and in both scripts.
KIAN = ["Kian Zand", "ZAND Kian", "Kiyan Zand", "کیان زند", "دکتر کیان زند"]
SHIRIN = ["Shirin Mofid", "SHIRIN MOFID", "Shireen Mofid", "شیرین مفید"]
NADER = ["Nader Golrokh", "نادر گلرخ"]


def every_pair(names, *, policy, vocabulary, progress, threads=None):
    """Slow twin of score_list: looks at all n*(n-1)/2 pairs."""
    found = [
        (a, b, c.doubt, c.bits)
        for a, b in combinations(range(len(names)), 2)
        for c in [compare_names(names[a], names[b], policy=policy, vocabulary=vocabulary)]
        if c.bits >= policy.review
    ]
    left, right, doubt, bits = zip(*found, strict=True) if found else ((),) * 4
    ends = np.array(left, np.int64), np.array(right, np.int64)
    return ScoredPairs(*ends, np.array(doubt, float), np.array(bits, float))


def from_table(table):
    """A score_list that knows the bits of some pairs of texts, for tests of what follows."""

    def score(names, *, policy, vocabulary, progress, threads=None):
        found = [
            (a, b, 0.0, bits)
            for a, b in combinations(range(len(names)), 2)
            for (one, two), bits in table.items()
            if {names[a].text.lower(), names[b].text.lower()} == {one.lower(), two.lower()}
            and bits >= policy.review
        ]
        left, right, doubt, bits = zip(*found, strict=True) if found else ((),) * 4
        ends = np.array(left, np.int64), np.array(right, np.int64)
        return ScoredPairs(*ends, np.array(doubt, float), np.array(bits, float))

    return score


@pytest.fixture
def scored(monkeypatch):
    """dedupe_names with a table of bits in place of the model."""

    def dedupe(table, mentions, **options):
        monkeypatch.setattr(batch, "score_list", from_table(table))
        return dedupe_names(mentions, **options)

    return dedupe


def groups(result):
    """The texts of each person."""
    return sorted(sorted(m.text for m in person.mentions) for person in result.persons)


def verdicts(result):
    return [assignment.verdict for assignment in result.assignments]


# ---- nothing vanishes


def test_an_empty_list_gives_an_empty_result():
    result = dedupe_names([])
    assert (result.persons, result.assignments) == ((), ())
    assert (result.reviews, result.refused) == ((), ())
    assert result.vocabulary is shipped_vocabulary()
    assert dedupe_names([], within_source="distinct").persons == ()


def test_every_row_has_an_assignment():
    nothing = [None, float("nan"), np.float32("nan"), "", " \t", "دکتر", "...", Mention("")]
    mentions = [*nothing, "Kian Zand", {"text": None, "source": "s"}]
    result = dedupe_names(mentions)
    assert [a.row for a in result.assignments] == list(range(len(mentions)))
    assert [a.row for a in result.assignments if a.verdict != "none"] == [len(nothing)]
    assert all(a.person is None and a.bits is None for a in result.assignments[:8])
    assert result.policy.population == 1
    assert groups(result) == [["Kian Zand"]]


def test_a_generator_a_mention_and_a_mapping_are_read():
    rows = ["Kian Zand", Mention("Kian Zand", source="s", row=7), {"text": "Kian Zand"}]
    result = dedupe_names(row for row in rows)
    (person,) = result.persons
    assert sorted((m.source or "", m.row) for m in person.mentions) == [
        ("", 0), ("", 2), ("s", 7),
    ]  # fmt: skip
    assert [a.mention.source for a in result.assignments] == [None, "s", None]


def test_fields_stand_for_a_text():
    (person,) = dedupe_names([{"given": "kian", "family": "ZAND", "source": math.nan}]).persons
    assert (person.latin, person.given, person.family) == ("Kian Zand", "Kian", "Zand")
    assert person.mentions[0].text == "kian ZAND"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["Kian Zand", 7], "row 1: 7 is not a name"),
        ([b"Kian"], "row 0: b'Kian' is not a name"),
        ([{"name": "Kian"}], "row 0: 'name' is not a field of a mention"),
        (["a", {"text": "b", "source": 1990}], "row 1: source=1990 of a mention is not text"),
        (
            [{"text": "b", "row": "first"}],
            "row 0: row='first' of a mention is not a row number",
        ),
        ("Kian Zand", "mentions='Kian Zand' is not a list of names: put it into a list"),
        ({"text": "Kian Zand"}, "mentions={'text': 'Kian Zand'} is not a list of names: put it into a list"),
    ],
)
def test_what_is_no_name_is_named_with_its_row(rows, message):
    with pytest.raises(NameMatchError, match="^" + re.escape(message)):
        dedupe_names(rows)


def test_a_mention_proves_its_fields():
    with pytest.raises(NameMatchError, match="text=None of a mention is not text"):
        Mention(None)


def test_odd_texts_pass():
    odd = ["\ud800 Kian", "Kian\x00Zand", "x" * 10_000, "ኪያን ዛንድ", "a " * 200]
    result = dedupe_names(odd)
    assert len(result.assignments) == len(odd)
    assert "none" not in verdicts(result)
    other = next(p for p in result.persons if p.mentions[0].text == "ኪያን ዛንድ")
    assert (other.persian, other.latin, other.latin_observed) == ("", "", False)


# ---- persons


def test_spellings_of_three_persons_in_two_scripts():
    result = dedupe_names(KIAN + SHIRIN + NADER)
    assert groups(result) == sorted(map(sorted, (KIAN, SHIRIN, NADER)))
    names = {(p.persian, p.latin, p.persian_observed, p.latin_observed) for p in result.persons}
    assert names == {
        ("کیان زند", "Kian Zand", True, True),
        ("شیرین مفید", "Shirin Mofid", True, True),
        ("نادر گلرخ", "Nader Golrokh", True, True),
    }
    kian = next(p for p in result.persons if p.latin == "Kian Zand")
    assert (kian.given, kian.family, kian.titles) == ("کیان", "زند", ("دکتر",))
    assert kian.weakest == min(m.bits for m in kian.mentions)


def test_a_script_that_was_not_observed_is_inferred():
    latin, persian = dedupe_names(["Dr. Shirin MOFID", "نادر گلرخ"]).persons
    assert (latin.latin, latin.latin_observed, latin.persian_observed) == (
        "Shirin Mofid", True, False,
    )  # fmt: skip
    assert latin.persian == transliterate("Shirin Mofid")
    assert (persian.persian, persian.persian_observed) == ("نادر گلرخ", True)
    assert (persian.latin, persian.latin_observed) == (transliterate("نادر گلرخ"), False)
    assert (latin.weakest, latin.mentions[0].bits) == (None, None)


def test_a_name_is_inferred_by_the_vocabulary_that_is_given():
    own = Vocabulary((*read_words(), Word("شوارتز", "Schwartz", family=4.0)))
    for vocabulary, latin in ((own, "Nader Schwartz"), (None, transliterate("نادر شوارتز"))):
        (person,) = dedupe_names(["نادر شوارتز"], vocabulary=vocabulary).persons
        assert (person.latin, person.latin_observed) == (latin, False)


def test_words_that_a_list_repeats_do_not_change_what_is_inferred():
    mentions = ["Nader Zarbani", *["ظربانی آذر"] * 40, *["ظربانی شیرین"] * 40]
    result = dedupe_names(mentions)
    assert transliterate("Zarbani", vocabulary=result.vocabulary) == "ظربانی"
    person = next(person for person in result.persons if person.latin == "Nader Zarbani")
    assert person.persian == transliterate("Nader Zarbani") == "نادر زربانی"


def test_the_canonical_name_is_the_most_central(scored):
    table = {
        ("Kian Zand", "Kyan Zand"): 9.0,
        ("Kian Zand", "Kiaan Zand"): 9.0,
        ("Kyan Zand", "Kiaan Zand"): 4.0,
    }
    (person,) = scored(table, ["Kyan Zand", "Kiaan Zand", "KIAN ZAND", "Kian Zand"]).persons
    assert person.latin == "Kian Zand"
    assert {m.text: m.bits for m in person.mentions} == {
        "Kyan Zand": 9.0, "Kiaan Zand": 9.0, "KIAN ZAND": 40.0, "Kian Zand": 40.0,
    }  # fmt: skip
    assert person.weakest == 9.0


def test_the_canonical_name_has_no_initials_and_all_its_words(scored):
    texts = ["K. Zand Mofid", "Kian Zand Mofid", "Kian Zand"]
    table = dict.fromkeys(combinations(texts, 2), 9.0) | {("K. Zand Mofid", "Kian Zand"): 12.0}
    (person,) = scored(table, [*texts, texts[0], texts[2]]).persons
    assert person.latin == "Kian Zand Mofid"


def test_two_mentions_of_one_text_are_tied_by_forty_bits():
    first, second = dedupe_names(["Kian Zand", "Kian Zand"]).assignments
    assert first.person == second.person
    assert (first.bits, second.bits, first.verdict) == (40.0, 40.0, "same")


def test_bits_are_the_lower_of_those_to_both_names(scored):
    table = {
        ("Kian Zand", "کیان زند"): 11.0,
        ("Kyan Zand", "کیان زند"): 6.0,
        ("Kian Zand", "Kyan Zand"): 8.0,
    }
    rows = ["Kian Zand", "کیان زند", "Kyan Zand"]
    bits = [a.bits for a in scored(table, rows).assignments]
    assert bits == [11.0, 11.0, 6.0]


def test_a_pair_that_was_not_scored_is_compared(scored):
    texts = ["Kian Zand", "Nader Golrokh"]
    decided = [(*texts, "same")]
    result = scored({}, texts, decisions=decided)
    (person,) = result.persons
    expected = compare_names(*texts, policy=result.policy).bits
    assert [m.bits for m in person.mentions] == [expected, expected]


def test_repetitions_within_a_source_are_on_the_record():
    rows = [Mention("Kian Zand", source="a", row=row) for row in (4, 9)]
    rows += [Mention("کیان زند", source="a"), Mention("Kian Zand", source="b"), "Kian Zand"]
    (person,) = dedupe_names(rows).persons
    (repetition,) = person.repetitions
    assert repetition.model_dump() == {
        "source": "a", "text": "Kian Zand", "rows": (4, 9), "count": 2,
    }  # fmt: skip


def test_a_person_lists_the_three_nearest_others(scored):
    others = ["Kiana Zand", "Kianoush Zand", "Kiarash Zand", "Kayhan Zand"]
    bits = (-1.25, -0.5, 0.5, 1.25)
    table = {("Kian Zand", other): b for b, other in zip(bits, others, strict=True)}
    result = scored(table, ["Kian Zand", *others])
    by_text = {p.mentions[0].text: p for p in result.persons}
    near = [(a.id, a.bits) for a in by_text["Kian Zand"].apart]
    assert near == [(by_text[text].id, b) for text, b in zip(others[:0:-1], bits[:0:-1], strict=True)]
    assert [a.id for a in by_text["Kiana Zand"].apart] == [by_text["Kian Zand"].id]


# ---- ids


def test_ids_are_of_the_mentions_and_not_of_the_rows():
    one = dedupe_names([*KIAN, *NADER])
    two = dedupe_names([*NADER, None, *KIAN[::-1]])
    assert [p.id for p in one.persons] == [p.id for p in two.persons]
    assert len({p.id for p in one.persons}) == 2
    other = dedupe_names([Mention(text, source="s") for text in KIAN])
    assert other.persons[0].id not in {p.id for p in one.persons}


def test_equal_persons_differ_by_an_ordinal():
    rows = [Mention("Kian Zand", source="s")] * 3
    ids = [p.id for p in dedupe_names(rows, within_source="distinct").persons]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


# ---- one source, two persons


def test_distinct_sources_part_the_mentions_of_one_list():
    rows = [Mention(text, source=source) for text, source in [
        ("Kian Zand", "en"), ("Kian Zand", "en"), ("کیان زند", "fa"), ("کیان زند", "fa"),
        ("Shirin Mofid", "en"),
    ]]  # fmt: skip
    assert len(dedupe_names(rows).persons) == 2
    result = dedupe_names(rows, within_source="distinct")
    assert groups(result) == [["Kian Zand", "کیان زند"]] * 2 + [["Shirin Mofid"]]
    assert {r.reason for r in result.refused} == {"one source"}
    assert len(result.refused) == 1
    assert result.reviews == ()
    assert set(verdicts(result)) == {"same"}
    assert {a.id for a in result.persons[0].apart} == {result.persons[1].id}


def test_mentions_without_a_source_may_join_any():
    rows = [Mention("Kian Zand", source="en"), Mention("Kian Zand", source="en"), "Kian Zand"]
    result = dedupe_names(rows, within_source="distinct")
    assert sorted(len(p.mentions) for p in result.persons) == [1, 2]


def test_distinct_sources_need_a_source():
    with pytest.raises(NameMatchError, match="needs mentions with a source"):
        dedupe_names(["Kian Zand"], within_source="distinct")
    with pytest.raises(NameMatchError, match="neither 'any' nor 'distinct'"):
        dedupe_names(["Kian Zand"], within_source="one")


# ---- decisions


def test_a_decision_joins_and_parts_all_mentions_of_its_texts():
    rows = ["Kian Zand", "Kian  Zand", "Kiyan Zand", "Nader Golrokh"]
    result = dedupe_names(
        rows,
        decisions=[
            ("Kian Zand", "Kiyan  Zand", "different"),
            (" Nader Golrokh", "Kiyan Zand", "same"),
            ("Omid Rastin", "Kian Zand", "same"),
        ],
    )
    assert groups(result) == [["Kian  Zand", "Kian Zand"], ["Kiyan Zand", "Nader Golrokh"]]
    assert result.reviews == ()
    assert [r.reason for r in result.refused] == ["decided different"]


def test_a_decision_may_part_one_name():
    rows = ["Kian Zand", "Dr. Kian Zand", "Kian Zand"]
    result = dedupe_names(rows, decisions=[("Kian Zand", "Dr. Kian Zand", "different")])
    assert groups(result) == [["Dr. Kian Zand"], ["Kian Zand", "Kian Zand"]]
    apart = dedupe_names(rows, decisions=[("Kian Zand", "Kian Zand", "different")])
    assert sorted(map(len, groups(apart))) == [1, 2]


def test_decisions_may_not_join_two_mentions_of_a_distinct_source():
    rows = [Mention("Kian Zand", source="s"), Mention("Kiyan Zand", source="s")]
    with pytest.raises(NameMatchError, match="decided same but stand in one source"):
        dedupe_names(rows, within_source="distinct", decisions=[("Kian Zand", "Kiyan Zand", "same")])


# ---- doubt


def test_only_same_merges(scored):
    texts = ["Kian Zand", "Kyan Zand", "Keyan Zand", "Kiana Zand"]
    table = {
        (texts[0], texts[1]): 8.0,
        (texts[0], texts[2]): 1.0,
        (texts[1], texts[2]): 1.2,
        (texts[0], texts[3]): -4.0,
    }
    result = scored(table, texts)
    assert groups(result) == [["Keyan Zand"], ["Kian Zand", "Kyan Zand"], ["Kiana Zand"]]
    (review,) = result.reviews
    pair = {review.left_mention.text, review.right_mention.text}
    assert (pair, review.bits) == ({"Kyan Zand", "Keyan Zand"}, 1.2)
    assert review.probability == probability_of(1.2)
    assert {review.left, review.right} == {p.id for p in result.persons if p.apart}
    assert verdicts(result) == ["review", "review", "review", "same"]
    assert result.refused == ()


def test_a_refused_pair_is_for_review_too(scored):
    texts = ["Kian Zand", "Kiana Zand", "Kianoush Zand", "Kiarash Zand"]
    table = dict.fromkeys(pairwise(texts), 9.0)
    result = scored(table, texts)
    assert len(result.persons) == 2
    (refusal,), (review,) = result.refused, result.reviews
    assert refusal.reason == "average below the cutoff"
    assert {refusal.left, refusal.right} == {review.left, review.right}
    assert review.bits == refusal.bits == 9.0
    assert review.reason == "apart though alike: their other mentions do not fit"


def test_reviews_fall_by_bits_then_texts(scored):
    texts = ["Kian Zand", "Omid Rastin", "Shirin Mofid", "Nader Golrokh"]
    table = {
        (texts[0], texts[1]): 0.5,
        (texts[0], texts[3]): 0.5,
        (texts[1], texts[2]): 1.2,
    }
    found = [(r.bits, r.left_mention.text, r.right_mention.text) for r in scored(table, texts).reviews]
    assert found == [
        (1.2, "Omid Rastin", "Shirin Mofid"),
        (0.5, "Kian Zand", "Nader Golrokh"),
        (0.5, "Kian Zand", "Omid Rastin"),
    ]


def test_a_review_row_has_a_reason_of_its_own(scored):
    table = {("Kian Zand Mofid", "Kian Zand"): 0.0}
    (review,) = scored(table, ["Kian Zand Mofid", "Kian Zand"]).reviews
    assert review.reason == "missing on the other side: mofid"


# ---- one person rather than one name


def test_a_frequent_name_is_for_review_under_person_identity():
    policy = Policy(identity="person", population=50_000)
    rows = ["Ali Ahmadi", "Ali Ahmadi", "Ali Ahmadi", "علی احمدی"]
    result = dedupe_names(rows, policy=policy)
    assert len(result.persons) == 4
    assert set(verdicts(result)) == {"review"}
    assert {r.reason for r in result.reviews} == {"a frequent name: others may share it"}
    assert result.refused == ()
    decided = [("Ali Ahmadi", "Ali Ahmadi", "same"), ("Ali Ahmadi", "علی احمدی", "same")]
    assert len(dedupe_names(rows, policy=policy, decisions=decided).persons) == 1
    one_name = Policy(population=50_000)
    assert len(dedupe_names(rows, policy=one_name).persons) == 1


# ---- laws

POOL = [*KIAN, *SHIRIN, *NADER, "Kian Mofid", "K. Zand", "Zand", "", None]
ROWS = st.lists(st.tuples(st.sampled_from(POOL), st.sampled_from([None, "a", "b"])), max_size=9)


def mentions_of(rows):
    return [None if text is None else Mention(text, source=source) for text, source in rows]


def fingerprint(result):
    """All of a result but the numbers of the rows."""
    persons = [person.model_dump() for person in result.persons]
    for person in persons:
        for item in (*person["mentions"], *person["repetitions"]):
            item.pop("row", None)
            item.pop("rows", None)
    assigned = Counter(
        (a.mention.source, a.mention.text, a.person, a.bits, a.verdict) for a in result.assignments
    )
    reviews = [(r.left, r.right, r.left_mention, r.right_mention, r.bits, r.reason) for r in result.reviews]
    return persons, assigned, reviews, result.refused


DECIDED = [
    ("Kian Zand", "K. Zand", "same"),
    ("Kian Zand", "Kiyan Zand", "different"),
    ("Zand", "Zand", "different"),
]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"within_source": "distinct"},
        {"decisions": DECIDED},
        {"within_source": "distinct", "decisions": DECIDED[1:]},
        {"policy": Policy(identity="person", population=10**6), "decisions": DECIDED},
    ],
)
@settings(max_examples=40, deadline=None)
@given(rows=ROWS, random=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(options, rows, random):
    rows.append(("Omid Rastin", "a"))
    shuffled = random.sample(rows, len(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "score_list", every_pair)
        one, two = (dedupe_names(mentions_of(x), **options) for x in (rows, shuffled))
    assert fingerprint(one) == fingerprint(two)


# One text, told by a text alone, by fields and as a name that was read with fields; with rows or without.
FIELDS = [
    (None, None),
    (None, None),
    ("Dr.", "Zand"),
    ("Kian", "Zand"),
    ("Seyed Kian", "Zand"),
    (None, "Zand"),
]
MIXED_TEXTS = ["Dr. Zand", "Kian Zand", "Seyed Kian Zand", "Zand, Kian", "", "کیان زند"]
MENTIONS = st.builds(
    lambda text, source, row, fields: Mention(text, source, row, *fields),
    st.sampled_from(MIXED_TEXTS),
    st.sampled_from([None, "b", "c"]),
    st.sampled_from([None, None, 1, 5]),
    st.sampled_from(FIELDS),
)
READ = st.sampled_from(
    [parse_name(text, given=g, family=f) for text in MIXED_TEXTS for g, f in FIELDS]
    + [None, "Zand", "Dr. Zand"]
)
PARTED = [("Dr. Zand", "Dr. Zand", "different"), ("Kian Zand", "Seyed Kian Zand", "different")]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"within_source": "distinct"},
        {"within_source": "distinct", "decisions": PARTED},
        {"policy": Policy(identity="person", population=10**6), "decisions": PARTED},
    ],
)
@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.one_of(MENTIONS, READ), max_size=8), random=st.randoms(use_true_random=False))
def test_the_order_of_mentions_with_and_without_fields_does_not_matter(options, rows, random):
    rows.append(Mention("Omid Rastin", "b"))
    shuffled = random.sample(rows, len(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "score_list", every_pair)
        one, two = (dedupe_names(x, **options) for x in (rows, shuffled))
    assert fingerprint(one) == fingerprint(two)
    whole = [Counter((a.mention, a.person, a.bits, a.verdict) for a in x.assignments) for x in (one, two)]
    assert whole[0] == whole[1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Mention("Dr. Mobasheri", "c"), Mention("Dr. Mobasheri", "c", given="Dr.", family="Mobasheri")),
        (Mention("Dr. Mobasheri", "c", row=1), Mention("Dr. Mobasheri", "c")),
        (Mention("Dr. Mobasheri", "c", row=1), Mention("Dr. Mobasheri", "c", row=2)),
    ],
    ids=["fields", "a row or none", "rows"],
)
def test_mentions_of_one_text_are_told_apart_by_all_else(first, second):
    # Both of source c read alike; which of them is one person with that of source b was told by the order.
    rows = [first, second, Mention("Dr. Mobasheri", "b")]
    for order in permutations(rows):
        result = dedupe_names(order, within_source="distinct")
        person = {a.mention: a.person for a in result.assignments}
        assert person[first] == person[rows[2]] != person[second]
        assert [p.id for p in result.persons] == [person[first], person[second]]


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_every_row_is_assigned_once_and_every_person_is_of_its_rows(rows):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "score_list", every_pair)
        result = dedupe_names(mentions_of(rows))
    assert [a.row for a in result.assignments] == list(range(len(rows)))
    members = {(m.row, person.id) for person in result.persons for m in person.mentions}
    assigned = {(a.row, a.person) for a in result.assignments if a.person is not None}
    assert members == assigned
    in_review = {end for review in result.reviews for end in (review.left, review.right)}
    for a in result.assignments:
        none = not parse_name(a.mention.text).tokens
        expected = "none" if none else "review" if a.person in in_review else "same"
        assert a.verdict == expected


@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_the_batch_gives_what_its_slow_twin_gives(rows):
    fast = dedupe_names(mentions_of(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "score_list", every_pair)
        slow = dedupe_names(mentions_of(rows))
    assert groups(fast) == groups(slow)
    assert verdicts(fast) == verdicts(slow)
    for one, two in zip(fast.assignments, slow.assignments, strict=True):
        assert one.bits == pytest.approx(two.bits, abs=1e-6)


def test_the_hash_seed_does_not_matter():
    program = f"""
import json
from namematch import dedupe_names
result = dedupe_names({[*KIAN, *SHIRIN, *NADER, "Kian Mofid"]!r})
print(json.dumps([person.model_dump() for person in result.persons]))
"""
    told = {
        subprocess.check_output([sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert len(json.loads(told.pop())) == 4


def test_progress_is_told():
    told = []
    dedupe_names([*KIAN, None], progress=lambda *step: told.append(step))
    assert ("reading names", 6, 6) in told
    assert list(read_rows([None], "mentions").mentions) == [Mention("")]


def test_mentions_are_columns_that_read_as_mentions():
    rows = ["Kian Zand", None, Mention("Kian Zand", "s", 7), {"text": "Shirin Mofid", "family": "Mofid"}]
    mentions = read_rows(rows, "mentions").mentions
    listed = [Mention("Kian Zand"), Mention(""), rows[2], Mention("Shirin Mofid", family="Mofid")]
    assert (list(mentions), mentions[-1], mentions[1:3]) == (listed, listed[-1], tuple(listed[1:3]))
    assert read_rows(mentions, "mentions").mentions is mentions
    assert list(read_rows([], "mentions").mentions) == []


def test_assigned_is_what_the_assignments_say():
    result = dedupe_names([*KIAN, None, "Kian Zandi", *NADER])
    said = [(a.person, a.bits, a.verdict) for a in result.assignments]
    found = result.assigned
    assert list(zip(found.person, found.bits, found.verdict, strict=True)) == said
    assert {a.verdict for a in result.assignments} >= {"same", "none"}


# Each is the next one's name by itself, so connected components make one person of all seven.
CHAIN = ("Salimi", "Slimi", "Slimu", "Slamu", "Slemu", "Slomu", "Sloomu", "Sloemu")


def test_a_path_of_small_variations_does_not_chain():
    names = [f"Changiz {surname}" for surname in CHAIN]
    policy = Policy(population=len(names))
    links = [compare_names(a, b, policy=policy).verdict for a, b in pairwise(names)]
    assert set(links) == {"same"}
    for listed in (names, names[::-1]):
        result = dedupe_names(listed)
        by_text = {row.mention.text: row.person for row in result.assignments}
        assert by_text[names[0]] != by_text[names[-1]]
        assert len(result.persons) >= 3
        assert {refusal.reason for refusal in result.refused} == {"average below the cutoff"}
