"""The join of spellings against comparing every pair of them."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.batch import word_join
from namematch.batch.read_spellings import ReadSpellings, read_spellings
from namematch.batch.spellings import Key, key_of, spellings_of
from namematch.batch.wanted import Wanted
from namematch.batch.word_join import join
from namematch.compare.names import may_join
from namematch.compare.words import compare_tokens
from namematch.model.lexicon import Word
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.policy import Policy
from namematch.progress import silent
from namematch.text.scripts import Script
from tests.support.hard_lists import ALMOST, LITTLE, NOTHING, PARTS
from tests.support.noisy_names import spellings as spellings_of_words

SHIPPED = shipped_vocabulary()
FEW = Vocabulary(tuple(SHIPPED.word(x) for x in ("علی", "رضا", "کریمی", "کرمی", "حسین", "حسن")))
WORDS = [
    word for groups in spellings_of_words() for group in groups[::40] for word in group if word.isalpha()
]
POLICIES = st.sampled_from(
    [
        Policy(),
        Policy(prices=LITTLE),
        Policy(prices=NOTHING),
        Policy(prior=0.05, epsilon=0.01),
        Policy(most_doubt=8.0),
    ]
)
Keys = list[tuple[Key, bool]]  # spellings, and whether they stand alone


def key(text: str) -> Key:
    script = Script.LATIN if text[0] < "\u0250" else Script.PERSIAN if "ء" <= text[0] <= "ی" else Script.OTHER
    return key_of(text.casefold(), script)


TEXTS = (
    st.sampled_from(PARTS.split())
    | st.sampled_from(WORDS)
    | st.sampled_from(["алиреза", "алиризо", "김" * 90, "김" * 89, "김", "김김", "abdolqarim", "عبدالغریم"])
    | st.text("aeihsnrmkzd", min_size=1, max_size=6)
)
KEYS = st.lists(st.tuples(TEXTS.map(key), st.booleans()), max_size=10, unique_by=lambda row: row[0])


def read(keys: Keys, vocabulary: Vocabulary) -> ReadSpellings:
    ordered = [k for k, alone in keys if alone] + [k for k, alone in keys if not alone]
    spelled = spellings_of(ordered, alone=sum(alone for _, alone in keys))[0]
    return read_spellings(spelled, vocabulary, threads=1, progress=silent)


def found(one: ReadSpellings, two: ReadSpellings, wanted: Wanted) -> dict[tuple[int, int], float]:
    left, right, doubt = (column.tolist() for column in join(one, two, wanted))
    pairs = list(zip(left, right, strict=True))
    assert pairs == sorted(set(pairs))
    assert all(bits <= wanted.most for bits in doubt)
    return dict(zip(pairs, doubt, strict=True))


def alignable(one: ReadSpellings, two: ReadSpellings) -> dict[tuple[int, int], bool]:
    """Whether names may align each pair of spellings."""
    s, t = one.spellings, two.spellings
    return {
        (i, j): bool(s.alone[i] and t.alone[j])
        or (bool(s.alone[i] or t.alone[j]) and may_join(s.unit(i), t.unit(j)))
        for i, j in product(range(len(s)), range(len(t)))
    }


def assert_equal(one: ReadSpellings, two: ReadSpellings, wanted: Wanted) -> None:
    """Check that a join finds what comparing every pair finds, with its doubt."""
    pairs, s, t = found(one, two, wanted), one.spellings, two.spellings
    for (i, j), aligned in alignable(one, two).items():
        if aligned:
            likeness = compare_tokens(s.unit(i), t.unit(j), vocabulary=one.vocabulary, policy=wanted.policy)
            doubt, where = pairs.get((i, j)), (s.unit(i), t.unit(j), likeness)
            assert doubt is not None or likeness.doubt > wanted.most - ALMOST, where
            assert doubt is None or doubt == pytest.approx(likeness.doubt, abs=ALMOST), where


@pytest.mark.parametrize("vocabulary", [SHIPPED, FEW, Vocabulary(())], ids=["all", "few", "none"])
@settings(max_examples=80)
@given(left=KEYS, right=KEYS, policy=POLICIES, most=st.sampled_from([0.5, 3.0, 7.5, 12.9]))
@example(left=[(key("abdolkarim"), True)], right=[(key("karim"), True)], policy=Policy(), most=7.5)
@example(left=[(key("h"), True)], right=[(key("حسین"), True), (key("h"), True)], policy=Policy(), most=7.5)
def test_two_sides_are_joined_as_pair_by_pair(
    vocabulary: Vocabulary, left: Keys, right: Keys, policy: Policy, most: float
) -> None:
    wanted = Wanted(min(most, policy.most_doubt - 0.1), policy, 1, silent)
    assert_equal(read(left, vocabulary), read(right, vocabulary), wanted)


@pytest.mark.parametrize("vocabulary", [SHIPPED, FEW], ids=["all", "few"])
@settings(max_examples=60)
@given(keys=KEYS, policy=POLICIES, most=st.sampled_from([0.5, 3.0, 7.5, 12.9]))
def test_a_list_is_joined_with_itself_as_with_a_copy(
    vocabulary: Vocabulary, keys: Keys, policy: Policy, most: float
) -> None:
    wanted = Wanted(min(most, policy.most_doubt - 0.1), policy, 1, silent)
    one = read(keys, vocabulary)
    assert_equal(one, one, wanted)
    itself, copy = found(one, one, wanted), found(one, read(keys, vocabulary), wanted)
    near = {pair for pair, doubt in (itself | copy).items() if doubt > wanted.most - ALMOST}
    assert itself.keys() - near == copy.keys() - near
    assert {pair: copy[pair] for pair in itself if pair in copy} == pytest.approx(
        {pair: itself[pair] for pair in itself if pair in copy}, abs=ALMOST
    )
    assert all((j, i) in itself for i, j in itself)
    assert all(itself[i, i] == 0.0 for i in range(len(one.spellings)))


def test_tokens_joined_may_be_the_short_form_of_what_has_their_consonants() -> None:
    # Abdlkarim, two tokens, is another spelling of Karim here; Abdolkarim alone has its consonants.
    words = Vocabulary((Word("کریم", "Karim", given=1.0, variants=("عبدلکریم",)),))
    joined, alone = read([(key("عبدلکریم"), False)], words), read([(key("عبدالکریم"), True)], words)
    wanted = Wanted(3.0, Policy(prices=NOTHING), 1, silent)
    assert_equal(joined, alone, wanted)
    assert_equal(alone, joined, wanted)


def test_many_spellings_are_joined_with_few_as_each_alone() -> None:
    # Of many tokens only those are looked at that share a block with a word.
    keys = [(k, x % 5 > 0) for x, k in enumerate(dict.fromkeys(map(key, WORDS + PARTS.split())))]
    many, few = (
        read(keys, SHIPPED),
        [(key(x), True) for x in ("karimy", "عليرضا", "abdolgarim", "k", "አሊሪዞ")],
    )
    few += [(key("alirizo"), False), (key("شمسالدینن"), False)]
    assert len(many.spellings) > 10 * word_join.MANY_TOKENS
    wanted = Wanted(9.0, Policy(), 2, silent)
    assert_equal(read(few, SHIPPED), many, wanted)
    assert_equal(many, read(few, SHIPPED), wanted)
    for one in few:
        assert_equal(read([one], SHIPPED), many, wanted)


def test_what_is_prepared_for_one_query_serves_the_next() -> None:
    many = read([(k, True) for k in dict.fromkeys(map(key, WORDS))], SHIPPED)
    wanted = Wanted(9.0, Policy(), 1, silent)
    queries = [read([(key(text), True)], SHIPPED) for text in ("karimy", "حسینن", "zzz", "k")]
    for query in (*queries, *queries):
        assert found(query, many, wanted) == found(query, replace(many), wanted)
