"""The competing words: readings against slow twins, and one word of them."""

import math
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.errors import NameMatchError
from namematch.model.channel import persian_symbols
from namematch.model.forward import likelihood
from namematch.model.lexicon import Word
from namematch.model.typos import typo_probability
from namematch.model.usual import ROMANISED, USUAL, shipped_usual
from namematch.model.vocabulary import KEPT, ODD, UNKNOWN, Vocabulary, shipped_vocabulary
from namematch.text.consonants import are_candidates
from namematch.text.endings import (
    AGREEMENT,
    BARE,
    BARE_H,
    OPEN,
    WOMAN,
    WOMAN_H,
    WOMAN_YE,
    YE,
    latin_ending,
    persian_ending,
)
from namematch.text.letters import LATIN, latin_letters, sound_key
from namematch.text.normalize import normalize_name

SMALL = Vocabulary(
    (
        Word("علی", "Ali", given=9.0, family=1.0),
        Word("حسن", "Hassan", given=5.0),
        Word("حسین", "Hossein", given=7.0, family=2.0),
        Word("رضایی", "Rezaei", family=4.0, variants=("رضائی",)),
        Word("رضا", "Reza", given=6.0),
        Word("کرمی", "Karami", family=3.0),
        Word("کریمی", "Karimi", family=6.0),
        Word("صادق", "Sadegh", given=1.0),
        Word("سادق", "Sadegh", given=0.1),  # sounds like the one before
        Word("آن", "Annabelle", given=0.5),  # more letters than the channel gives two
        Word("شیرزاد", "", family=2.0),  # the romanisation has no spelling of it
        Word("شریف", "Sharif", given=2.0, family=1.0, gender="m"),
        Word("شریفه", "Sharifeh", given=1.0, gender="f"),
        Word("نرگس", "Narges", given=1.0, gender="f"),  # which no man bears
        Word("حمزه", "Hamzeh", given=1.0, gender="m"),  # nor this a woman
    )
)
ENDS_AS_IT_LIKES = {"f": (BARE, BARE_H, YE), "m": (WOMAN, WOMAN_H, WOMAN_YE)}
LEXICON = shipped_vocabulary()
LEAST = -7.0  # nats a letter: what no standard romanisation of the lexicon falls below (ژاک, Jacques)

tokens = st.one_of(
    st.sampled_from(
        [
            "ali",
            "hasan",
            "husain",
            "hosein",
            "rezaei",
            "riza",
            "karami",
            "sadiq",
            "sharifa",
            "sharif",
            "nargisa",
            "hamza",
        ]
    ),
    st.text(LATIN, min_size=1, max_size=9),
)


def folded(latin: str) -> str:
    return latin_letters(normalize_name(latin).replace(" ", ""))


# Readings.


def usually(word: Word, letters: str) -> float:
    """How often a word is written so by its standard romanisation, or as is usual for it."""
    table, romanisation = shipped_usual(), folded(word.latin)
    share = table.share(table.word(romanisation, word.persian), table.token(letters))
    return ROMANISED * (letters == romanisation) + USUAL * share


def read_slowly(letters: str, vocabulary: Vocabulary) -> tuple[float, dict[int, float]]:
    """Slow twin of Vocabulary.latin: Z and the joint of each word, one word at a time."""
    channel = vocabulary.channel
    ids = channel.substrings(letters)
    any_letters = (1 / (len(LATIN) + 1)) ** (len(letters) + 1)  # the end among them
    pattern = math.exp(channel.latin_model.log_probability(letters))
    unknown = UNKNOWN * ((1 - ODD) * pattern + ODD * any_letters)
    joint = {}
    for i, word in enumerate(vocabulary.words):
        usual = usually(word, letters) if word.latin else 0.0
        if usual == 0.0 and not are_candidates(word.persian, letters):
            continue
        chance = likelihood(persian_symbols(word.persian), ids, channel.persian)
        exempt = (
            word.gender in ENDS_AS_IT_LIKES and persian_ending(word.persian) in ENDS_AS_IT_LIKES[word.gender]
        )
        chance *= AGREEMENT[OPEN if exempt else persian_ending(word.persian)][latin_ending(letters)]
        if word.latin:
            chance = (1 - ROMANISED - USUAL) * chance + usual
        if vocabulary.priors[i] * chance >= KEPT * unknown:
            joint[i] = vocabulary.priors[i] * chance
    return unknown + sum(joint.values()), joint


@settings(max_examples=80, deadline=None)
@given(tokens)
def test_a_latin_reading_equals_its_slow_twin(letters: str) -> None:
    reading = SMALL.latin(letters)
    total, joint = read_slowly(letters, SMALL)
    assert reading.letters == letters
    assert dict(zip(reading.words.tolist(), reading.joint, strict=True)) == pytest.approx(joint)
    assert reading.total == pytest.approx(total)
    assert reading.total == pytest.approx(reading.unknown + reading.joint.sum())


@settings(max_examples=80, deadline=None)
@given(tokens)
def test_the_mass_of_a_sound_is_that_of_its_words(letters: str) -> None:
    reading, (_, of_word) = SMALL.latin(letters), SMALL.sound_classes
    expected: Counter[int] = Counter()
    for word, joint in zip(reading.words, reading.joint, strict=True):
        expected[int(of_word[word])] += joint
    assert reading.sounds == pytest.approx(dict(expected))


@settings(max_examples=20, deadline=None)
@given(st.lists(tokens, min_size=1, max_size=5, unique=True))
def test_z_is_a_constant_of_the_token(several: list[str]) -> None:
    one, two = Vocabulary(SMALL.words), Vocabulary(SMALL.words)
    forth = {letters: one.latin(letters).total for letters in several}
    back = {letters: two.latin(letters).total for letters in reversed(several)}
    assert forth == back
    assert all(one.latin(letters) is one.latin(letters) for letters in several)
    assert all(0.0 < z <= 1.0 for z in forth.values())


@pytest.mark.parametrize(
    ("persian", "letters", "usual"),
    [
        ("حسن", "hasan", True),
        ("حسین", "husain", True),
        ("صادق", "sadiq", True),
        ("حسن", "hesam", False),
        ("رضائی", "rezaei", True),  # a variant has the standard romanisation of its word
        ("رضائی", "rezai", True),
        ("شیرزاد", "shirzad", False),
        ("فتاحیان", "fatahian", False),
    ],
)
def test_the_romanisation_of_a_word_is_usual_and_what_styles_make_of_it(
    persian: str, letters: str, usual: bool
) -> None:
    word, token, channel = SMALL.persian(persian), SMALL.latin(letters), SMALL.channel
    chance = likelihood(persian_symbols(persian), channel.substrings(letters), channel.persian)
    chance *= AGREEMENT[persian_ending(persian), latin_ending(letters)]
    chance *= are_candidates(persian, letters)
    known = word.word >= 0 and bool(word.romanisation)
    expected = (1 - known * (ROMANISED + USUAL)) * chance
    assert (SMALL.rendering(word, token) > 1.0001 * expected) == usual
    if known:
        expected += usually(SMALL.words[word.word], letters)
    assert SMALL.rendering(word, token) == pytest.approx(expected)


def test_a_persian_reading_knows_word_and_sound() -> None:
    for spelling in ("رضایی", "رضائی"):
        reading = SMALL.persian(spelling)
        assert SMALL.words[reading.word].latin == "Rezaei"
        assert reading.prior > SMALL.priors[reading.word]
    known, alike = SMALL.persian("صادق"), SMALL.persian("ثادق")
    assert alike.word == -1
    assert alike.sound == known.sound >= 0
    stranger = SMALL.persian("ژژژ")
    assert (stranger.word, stranger.sound) == (-1, -1)
    assert 0.0 < stranger.prior < UNKNOWN


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.sampled_from(["شیزاد", "کریمم", "حسنن", "رصا", "علیی", "صادقه", "حمز", "نرگسه"]),
        st.text("حسنیعل", max_size=4),
    )
)
def test_a_stranger_may_be_a_typo_for_any_word_that_is_one_away(letters: str) -> None:
    reading = SMALL.persian(letters)
    chances = {
        w: typo_probability(sound_key(letters), sound_key(word.persian)) / reading.prior
        for w, word in enumerate(SMALL.words)
    }
    expected = {w: chance for w, chance in chances.items() if chance > 0.0 and reading.sound < 0}
    assert dict(zip(reading.typo_words.tolist(), reading.typos, strict=True)) == pytest.approx(expected)
    assert reading.typo_words.tolist() == sorted(expected)


def test_without_words_everything_is_unknown() -> None:
    nothing = Vocabulary(())
    reading = nothing.latin("ali")
    assert reading.total == reading.unknown > 0.0
    assert not len(reading.words)
    assert not reading.sounds
    assert nothing.persian("علی").word == -1
    with pytest.raises(NameMatchError):
        nothing.word("علی")


# One word.


@given(st.sampled_from(SMALL.words))
def test_without_a_word_the_others_stay(word: Word) -> None:
    for spelling in (word.persian, *word.variants):
        less = SMALL.without(spelling)
        assert less.words == tuple(w for w in SMALL.words if w != word)
        assert less.channel is SMALL.channel
        assert less.persian(word.persian).word == -1
        with pytest.raises(NameMatchError, match=spelling):
            less.word(spelling)
    assert word in SMALL.words


@pytest.mark.parametrize("spelling", ["قلی", "", "Ali", "علی رضا کریمی پور"])
def test_a_word_that_is_none_is_quoted(spelling: str) -> None:
    for ask in (SMALL.word, SMALL.without):
        with pytest.raises(NameMatchError, match=f"'{spelling}'"):
            ask(spelling)


@pytest.mark.parametrize(
    ("spelling", "word"),
    [
        ("عسگرپور", "عسگرپور"), ("عسکرپور", "عسگرپور"), ("عسگری", "عسکری"), ("ابولقاسم", "ابوالقاسم"),
        ("عبداله", "عبدالله"), ("رسایی", "رسایی"), ("رسائی", "رسایی"), ("ژاله", "ژاله"), ("غزاله", "غزاله"),
    ],
)  # fmt: skip
def test_a_word_is_known_in_another_orthography(spelling: str, word: str) -> None:
    assert LEXICON.words[LEXICON.word_spelled(spelling)].persian == word


def test_a_word_is_found_by_any_of_its_spellings() -> None:
    assert SMALL.word("رضائی") is SMALL.word("رضایی")
    assert SMALL.word(normalize_name("\u0643\u0631\u064a\u0645\u064a")).latin == "Karimi"


@pytest.mark.parametrize("vocabulary", [SMALL, LEXICON], ids=["small", "shipped"])
def test_priors_leave_room_for_the_unknown(vocabulary: Vocabulary) -> None:
    assert vocabulary.priors.sum() == pytest.approx(1 - UNKNOWN)
    assert (vocabulary.priors > 0.0).all()
    assert len(vocabulary.priors) == len(vocabulary.words)


@pytest.mark.parametrize("vocabulary", [SMALL, LEXICON], ids=["small", "shipped"])
def test_givenness_tells_given_names_from_surnames(vocabulary: Vocabulary) -> None:
    assert ((vocabulary.givenness >= 0.0) & (vocabulary.givenness <= 1.0)).all()
    for word, share in zip(vocabulary.words, vocabulary.givenness, strict=True):
        assert (share == 0.0) == (word.given == 0.0)
        assert (share == 1.0) == (word.family == 0.0)


def test_a_word_without_any_use_is_no_given_name() -> None:
    unused = Vocabulary((Word("علی", "Ali"), Word("رضا", "Reza", given=1.0, family=1.0)))
    assert unused.priors[0] == unused.givenness[0] == 0.0


# The shipped lexicon.


def test_the_channel_finds_every_romanisation() -> None:
    channel = LEXICON.channel
    improbable = []
    for word in LEXICON.words:
        letters = folded(word.latin)
        ids = channel.substrings(letters)
        chance = likelihood(persian_symbols(word.persian), ids, channel.persian)
        nats = math.log(chance) / len(letters) if chance else -math.inf
        if nats < LEAST:
            improbable.append(f"{word.persian} {word.latin} {nats:.1f}")
    assert improbable == []
