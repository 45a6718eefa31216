"""Names spelled in the other script: words, parts, letters, and laws over any text."""

import gc
import os
import re
import subprocess
import sys
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import namematch
from namematch.errors import NameMatchError
from namematch.model.channel import CONTEXTS, shipped_channel
from namematch.model.lexicon import Word, read_words
from namematch.model.vocabulary import Vocabulary, shipped_vocabulary
from namematch.text.letters import PERSIAN, latin_letters, persian_letters
from namematch.text.normalize import PERSIAN_LETTERS, ZWNJ, clean_text, normalize_name
from namematch.text.tables import read_table
from namematch.training.attested import read_pairs
from namematch.training.channel import train_channel
from namematch.training.graphones import learn_graphones
from namematch.transliteration import search, to_latin, to_persian
from namematch.transliteration.names import Transliterator, spellings, transliterate
from namematch.transliteration.schemes import own_forms
from namematch.transliteration.speller import Speller
from namematch.transliteration.spelling import Spelling
from namematch.transliteration.to_latin import ToLatin
from namematch.transliteration.to_persian import ToPersian

TO_LATIN = [
    ("غفور فتاحیان", "Ghafour Fattahian", "the example of the design"),
    ("شبنم لطیفی", "Shabnam Latifi", "words of the lexicon, the order as written"),
    ("علی\u200cرضا", "Alireza", "a half-space within a word of the lexicon"),
    ("علی-رضا", "Alireza", "so does a hyphen"),
    ("علی رضا", "Ali Reza", "a space stays"),
    ("سهراب\u200cزاده", "Sohrabzadeh", "a half-space joins what the lexicon does not have"),
    ("سهراب زاده", "Sohrab Zadeh", "parted by a space, as the newspaper finds it"),
    ("نریمان\u200cمنش", "Narimanmanesh", "a word and an ending"),
    ("كريمي", "Karimi", "Arabic letters"),
    ("مُحَمَّد", "Mohammad", "vowel marks go"),
    ("قمصری ۱۲، امید", "Ghamsari 12, Omid", "digits and commas in normal form"),
    ("پیرفرشی", "Pirfarshi", "letter by letter"),
]
NAMES = [text for word in shipped_vocabulary().words[::301] for text in (word.persian, word.latin)]
TO_PERSIAN = [
    ("Ghafoor Fattahian", "غفور فتاحیان", "the example of the design"),
    ("LATIFI Schabnam", "لطیفی شبنم", "upper case, a German style"),
    ("Hüseyin Djafari", "حسین جعفری", "a Turkish and a French style"),
    ("Aḥmad Zāreʿī", "احمد زارعی", "scholarly marks"),
    ("Rahmatmohammad", "رحمتمحمد", "two words joined"),
    ("Ali-Reza", "علیرضا", "a hyphen within a word of the lexicon"),
    ("Torabi-Sefat", "ترابی\u200cصفت", "a hyphen becomes a half-space"),
    ("Abd al-Karim", "عبد الکریم", "an article is one with its word"),
    ("Pirfarshi", "پیرفرشی", "letter by letter"),
]

# No word of the lexicon: made of letters that need a Latin letter each, whatever the vowels.
CONSONANTS = "بپتثجچحخدذرزژسشصضطظغفقکگلمن"
SOUNDS = {
    letter: sound
    for letter, sound, *_ in read_table(
        "press", ("letter", "sound", "pieces", "other"), optional=("sound", "pieces", "other")
    )
}
persian_words = st.text(st.sampled_from(PERSIAN), min_size=1, max_size=9)
latin_words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=9)


@pytest.mark.parametrize(("persian", "latin", "why"), TO_LATIN)
def test_persian_to_latin(persian: str, latin: str, why: str) -> None:
    assert transliterate(persian) == latin, why


@pytest.mark.parametrize(("latin", "persian", "why"), TO_PERSIAN)
def test_latin_to_persian(latin: str, persian: str, why: str) -> None:
    assert persian_letters(transliterate(latin)) == persian_letters(persian), why


def test_half_space_for_a_hyphen() -> None:
    assert transliterate("Torabi-Sefat") == "ترابی\u200cصفت"


def test_each_token_goes_to_the_other_script() -> None:
    assert transliterate("Ali کریمی (Omid)") == "علی Karimi (امید)"


@pytest.mark.parametrize("text", ["", "12", "?!", "Юрий", "\ud800"])
def test_what_is_neither_script_passes(text: str) -> None:
    assert transliterate(text) == text.replace("\ud800", "")


@pytest.mark.parametrize("word", shipped_vocabulary().words[::97])
def test_a_word_has_the_spelling_of_the_press(word: Word) -> None:
    assert transliterate(word.persian) == word.latin


def test_an_unknown_scheme_or_style_is_named() -> None:
    for spell in (transliterate, spellings):
        with pytest.raises(NameMatchError, match=r"scheme 'din' is none of press"):
            spell("علی", scheme="din")
        with pytest.raises(NameMatchError, match=r"style 'dutch' is none of english"):
            spell("علی", style="dutch")


def test_at_least_one_spelling_is_asked_for() -> None:
    with pytest.raises(NameMatchError, match="n is 0"):
        spellings("علی", n=0)


def test_no_text_has_one_spelling() -> None:
    assert spellings("") == [Spelling("", 1.0)]


def test_spellings_of_a_name_are_products_of_its_tokens() -> None:
    given_name, family = spellings("ثمره", n=3), spellings("پیرفرشی", n=3)
    expected = sorted(-a.probability * b.probability for a in given_name for b in family)[:3]
    found = [-x.probability for x in spellings("ثمره پیرفرشی", n=3)]
    assert found == pytest.approx(expected)


def test_a_spelling_of_another_style_is_among_the_first() -> None:
    assert "فرخنده" in [x.text for x in spellings("Ferhunde")]
    assert {"Qamsari", "Ghamsari"} <= {x.text for x in spellings("قمصری")}


def test_styles_of_one_sound_are_apart() -> None:
    found = {x.text: x.probability for x in spellings("نوری قاسمی", n=9)}
    assert max(found, key=lambda text: found[text]) == "Nouri Ghasemi"
    assert {"Nuri Ghasemi", "Noori Ghasemi", "Nouri Qasemi", "Noori Qasemi"} <= set(found)
    assert "Ghaforui" not in {x.text for x in spellings("غفوری", n=9)}
    assert not any("q" in x.text.lower() for x in spellings("غفوری", n=9))


@pytest.mark.parametrize("size", [41, 2000])
def test_a_token_longer_than_any_name_is_spelled(size: int) -> None:
    assert len(transliterate("ب" * size)) >= size
    assert len(transliterate("ab" * size)) >= size


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_spelled(text: str) -> None:
    found = spellings(text, n=3)
    assert 1 <= len(found) <= 3
    assert not clean_text(text) or all(x.text for x in found)


@pytest.mark.parametrize(
    "name", ["پیرفرشی", "زیباکلامی", "Zorvanbakht", "Khanjari", "کرفسی", "Torabi-Sefat", *NAMES]
)
def test_the_first_of_many_spellings_is_the_one(name: str) -> None:
    assert spellings(name)[0].text == transliterate(name)


@settings(deadline=None)
@given(st.lists(st.one_of(persian_words, latin_words), min_size=1, max_size=3))
def test_spellings_are_ranked_shares(words: list[str]) -> None:
    found = spellings(" ".join(words), n=6)
    assert found == sorted(found, key=lambda x: (-x.probability, x.text))
    assert all(0 <= x.probability <= 1 for x in found)
    assert sum(x.probability for x in found) <= 1 + 1e-9
    assert len({x.text for x in found}) == len(found)


@settings(deadline=None)
@given(persian_words)
def test_persian_becomes_latin_letters(word: str) -> None:
    for spelling in spellings(word):
        assert spelling.text.isascii()
        text = spelling.text.removeprefix("al-") if word.startswith("ال") else spelling.text
        assert text.isalpha()
        assert text[0].isupper() or word in own_forms("english")


@settings(deadline=None)
@given(latin_words)
def test_latin_becomes_persian_letters(word: str) -> None:
    for spelling in spellings(word):
        assert spelling.text
        assert set(spelling.text) <= {*PERSIAN_LETTERS, ZWNJ}


@settings(deadline=None)
@given(st.text(st.sampled_from(CONSONANTS), min_size=1, max_size=8))
def test_no_consonant_is_dropped(word: str) -> None:
    vocabulary = shipped_vocabulary()
    parts = {word[i:j] for i in range(len(word)) for j in range(i + 1, len(word) + 1)}
    # ژان is Jean: known words are spelled as they are known.
    assume(not any(vocabulary.persian(part).word >= 0 for part in parts))
    text = transliterate(word).lower()
    for letter in word:
        place = text.find(SOUNDS[letter])
        assert place >= 0, (word, text)
        text = text[place + len(SOUNDS[letter]) :]


@pytest.mark.parametrize("word", ["Shahnouri", "Zibakalami", "Mirfattahi"])
def test_there_and_back(word: str) -> None:
    back = transliterate(transliterate(word))
    assert latin_letters(normalize_name(back)) == latin_letters(normalize_name(word))


def test_the_hash_seed_does_not_matter() -> None:
    program = (
        "from namematch import spellings;print(spellings('پیرفرشی بلبلوئی'), spellings('Zorvanbakht Qeyji'))"
    )
    found = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", program]
        root = Path(__file__).parents[2]
        found.add(subprocess.check_output(command, cwd=root, env=environment))
    assert len(found) == 1


# A vocabulary, a channel and graphones of one's own.

WORDS = read_words()
OWN = Vocabulary(
    (
        *WORDS,
        Word("شوارتز", "Schwartz", family=4.0),
        Word("غابذ", "Ghabez", family=30.0),
        Word("ظربانی", "", family=30.0),
    )
)
OWN_WORDS = [
    ("شوارتز", "Schwartz", "a word that was added"),
    ("شوارتز\u200cزاده", "Schwartzzadeh", "and a part of another"),
    ("شوارتززاده", "Schwartzzadeh", "without a half-space too"),
    ("Schwartz Karimi", "شوارتز کریمی", "back again"),
    ("Ghabezpour", "غابذپور", "as a part too"),
    ("Zarbani", "ظربانی", "a word without a romanisation has a spelling in Persian"),
    ("ظربانی", transliterate("ظربانی"), "and none in Latin: letter by letter"),
    ("علی رضا", "Ali Reza", "the other words stay"),
]


@pytest.mark.parametrize(("text", "expected", "why"), OWN_WORDS)
def test_words_of_a_vocabulary_are_spelled_by_it(text: str, expected: str, why: str) -> None:
    assert transliterate(text, vocabulary=OWN) == expected, why
    assert spellings(text, vocabulary=OWN)[0].text == expected, why


def test_the_package_does_not_learn_from_others() -> None:
    transliterate("شوارتز Zarbani", vocabulary=OWN)
    assert transliterate("شوارتز Zarbani") == "Shavartez زربانی"


@given(persian_words)
def test_words_of_a_list_change_nothing_in_latin(word: str) -> None:
    assume(shipped_vocabulary().word_spelled(word) < 0)
    own = Vocabulary((*WORDS[:50], Word(word, "", family=30.0)))
    assert spellings(word, vocabulary=own) == spellings(word, vocabulary=Vocabulary(WORDS[:50]))
    assert all(spelling.text for spelling in spellings(word, vocabulary=own))


def test_no_words_are_a_vocabulary_too() -> None:
    nothing = Vocabulary(())
    assert transliterate("پیرفرشی", vocabulary=nothing) == "Pirfarshi"
    assert transliterate("Pirfarshi", vocabulary=nothing) == "پیرفرشی"
    for text in ("علی", "Ali", "Zorvanbakht-Karim", "bcdfghjklmnp" * 3):
        assert transliterate(text, vocabulary=nothing)


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a channel and of graphones that training learned from few pairs, as files."""
    folder = tmp_path_factory.mktemp("learned")
    pairs = read_pairs(Path(__file__).parents[1] / "tables" / "pairs.tsv")
    train_channel(pairs)[0].write(folder / "channel.npz")
    learn_graphones([(pair.persian, pair.latin, pair.weight) for pair in pairs], ()).write(
        folder / "graphones.npz"
    )
    return folder


def test_what_training_writes_is_gone_by(learned: Path) -> None:
    channel = namematch.read_channel(learned / "channel.npz")
    graphones = namematch.read_graphones(str(learned / "graphones.npz"))
    own, speller = Vocabulary(WORDS, channel), Speller(graphones, channel)
    for word in ("پیرفرشی", "کبدشان", "لوباخ"):
        found = spellings(word, vocabulary=own, graphones=graphones)
        assert found[0].text.lower() == speller.readings(word)[0].latin
        assert found != spellings(word)
    for word in ("Pirfarshi", "Kabdshan", "Lubakh"):
        letter_by_letter = dict(speller.persian(word.lower()))
        found = spellings(word, vocabulary=own, graphones=graphones)
        assert found[0].text in letter_by_letter
        assert found != spellings(word, vocabulary=own)
        assert found != spellings(word, graphones=graphones)
    assert transliterate("علی Ali", vocabulary=own, graphones=graphones) == "Ali علی"


def test_the_channel_tells_which_word_a_latin_token_is() -> None:
    words = (Word("کریمی", "", family=1.0), Word("کرمی", "", family=1.0))
    swapped = shipped_channel().persian.copy()
    ye = CONTEXTS * PERSIAN.index("ی")
    # In a channel that never writes ی within a word, Karimi is کرمی with a letter of its own.
    silent = swapped[shipped_channel().index["i"], ye : ye + CONTEXTS]
    swapped[0, ye : ye + CONTEXTS], silent[:] = 0.98, 1e-9
    odd = replace(shipped_channel(), persian=swapped)
    assert transliterate("Karimi", vocabulary=Vocabulary(words)) == "کریمی"
    assert transliterate("Karmi", vocabulary=Vocabulary(words, odd)) == "کریمی"
    assert transliterate("Karmi", vocabulary=Vocabulary(words)) == "کرمی"


def transliterators() -> list[weakref.ref[Transliterator]]:
    gc.collect()
    return [weakref.ref(found) for found in gc.get_objects() if type(found) is Transliterator]


def test_a_transliterator_goes_with_its_vocabulary() -> None:
    own = Vocabulary((Word("شوارتز", "Schwartz", family=1.0),))
    before = len(transliterators())
    for text in ("شوارتز Pirfarshi", "شوارتز Karim"):
        transliterate(text, vocabulary=own)
        assert len(transliterators()) == before + 1
    gone = weakref.ref(own)
    del own
    assert len(transliterators()) == before
    assert gone() is None


def test_what_is_remembered_of_tokens_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_latin, "MOST_TOKENS", 8)
    monkeypatch.setattr(to_persian, "MOST_TOKENS", 8)
    monkeypatch.setattr(search, "MOST_PRICES", 64)
    small = Vocabulary(WORDS[:50])
    texts = [one + two for one in ("کب", "لم", "سن", "دا") for two in ("دان", "رین", "شود")]
    texts += [transliterate(text) for text in texts]
    expected = [spellings(text, vocabulary=Vocabulary(WORDS[:50])) for text in texts]
    assert [spellings(text, vocabulary=small) for text in texts * 2] == expected * 2
    gc.collect()
    sizes = [x.spell.cache_info() for x in gc.get_objects() if type(x) in (ToLatin, ToPersian)]
    assert [size.currsize for size in sizes if size.maxsize == 8] == [8, 8]


def test_two_threads_at_once_spell_as_one() -> None:
    texts = [
        text for word in WORDS[5::400] for text in (word.persian, word.latin + "zadeh", "x" + word.persian)
    ]
    words = WORDS[:300]

    def spelled(vocabulary: Vocabulary) -> list[list[Spelling]]:
        return [spellings(text, n=2, vocabulary=vocabulary) for text in texts]

    shared = Vocabulary(words)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(spelled, [shared] * 4))
    assert found == [spelled(Vocabulary(words))] * 4


@pytest.mark.parametrize("greatest", [True, False])
def test_any_tables_that_are_read_can_be_gone_by(learned: Path, tmp_path: Path, greatest: bool) -> None:
    """Of a file that was made to do harm the worst that comes is nonsense."""
    limits = {"graphones.npz": 255, "channel.npz": 99}
    for name, limit in limits.items():
        with np.load(learned / name) as file:
            arrays = {key: values.copy() for key, values in file.items()}
        for key, values in arrays.items():
            if key.endswith(("persian", "latin", "model", "nats", "backoff")):
                values[:] = limit if greatest else 0
        np.savez(tmp_path / name, **arrays)
    own = Vocabulary(WORDS[:50], namematch.read_channel(tmp_path / "channel.npz"))
    graphones = namematch.read_graphones(tmp_path / "graphones.npz")
    for text in ("علی پیرفرشی", "Ali Pirfarshi", "Mohammad-Zorvanbakht", "ءءءء", "bcdfghjklmnpqrstvwxz" * 2):
        found = spellings(text, vocabulary=own, graphones=graphones)
        assert found[0].text
        assert all(0 <= spelling.probability <= 1 + 1e-9 for spelling in found)


@pytest.mark.parametrize("value", [None, 7, b"Ali", ["Ali"]])
@pytest.mark.parametrize("function", [transliterate, spellings])
def test_what_is_not_text_is_refused_by_its_value(function: Callable[[Any], object], value: object) -> None:
    with pytest.raises(NameMatchError, match=rf"^text={re.escape(repr(value))} is not text$"):
        function(value)


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("Hassan عزیزی", "latin", "Hassan Azizi"),
        ("Hassan عزیزی", "persian", "حسن عزیزی"),
        ("Karīmī, ʻAlī, 1950-", "latin", "Karīmī, ʻAlī, 1950-"),
        ("Karīmī, ʻAlī, 1950-", "persian", "کریمی، علی، ۱۹۵۰-"),
        ("Ṣādiq هدایت", "latin", "Ṣādiq Hedayat"),
        ("عزیزی ", "persian", "عزیزی "),
        ("Dr. کریمی", "persian", "دکتر کریمی"),
        ("1950", "latin", "1950"),
        ("", "persian", ""),
    ],
)
def test_words_of_the_script_that_is_asked_for_stay(text: str, script: str, expected: str) -> None:
    assert transliterate(text, script=script) == expected


def test_another_script_is_refused() -> None:
    with pytest.raises(NameMatchError, match="script 'greek' is none of persian, latin"):
        transliterate("Ali", script="greek")


@pytest.mark.parametrize(
    ("given", "others"),
    [
        ("Hussain", {"Hossein", "Hussein", "Hosein", "Hussain"}),
        ("حسین", {"Hossein", "Hussein", "Hosein", "Hussain"}),
        ("Qasemi", {"Ghasemi", "Qasemi", "Qasimi"}),
        ("Noori", {"Nouri", "Nuri", "Noori"}),
        ("Kausar", {"Kowsar", "Kosar", "Kausar"}),
        ("Hasan", {"Hassan", "Hasan"}),
    ],
)
def test_spellings_in_use_for_a_name_of_either_script(given: str, others: set[str]) -> None:
    found = spellings(given, n=50, script="latin")
    assert others <= {spelling.text for spelling in found}
    assert found == sorted(found, key=lambda x: (-x.probability, x.text))
    assert len({spelling.text for spelling in found}) == len(found)
    assert 0 < sum(spelling.probability for spelling in found) <= 1


def test_spellings_in_use_of_a_whole_name_and_by_style() -> None:
    (best,) = spellings("Karimi, Hussain, 1950-", n=1, script="latin")
    assert best.text == "Karimi, Hossein, 1950-"
    assert spellings("Shirin", n=1, script="latin", style="german")[0].text == "Schirin"
    assert spellings("Sadegh", n=1, script="latin", scheme="ala-lc")[0].text == "Ṣādiq"


@given(st.text(max_size=12))
def test_spellings_in_use_of_any_text(text: str) -> None:
    found = spellings(text, n=5, script="latin")
    assert 1 <= len(found) <= 5
    assert sum(spelling.probability for spelling in found) <= 1 + 1e-9
