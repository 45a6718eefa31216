"""What a process still holds when results are gone, and when it was asked for many names."""

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from namematch import (
    NameIndex,
    Vocabulary,
    compare_names,
    dedupe_names,
    match_names,
    read_words,
    shipped_vocabulary,
)
from namematch.model.reading import PersianReading
from namematch.text.memory import REMEMBERED_WORDS, Answers
from tests.support.invented import invented_names

ROOT = Path(__file__).parents[2]
RESULTS = 10
TWICE = ["گلپریوش زندکی", "Golparivash Zandaki", "گلپریوش زندکی", "علی کریمی", "Ali Karimi", "A. Karimi"]

Asked = Callable[[Vocabulary | None], tuple[object, Vocabulary]]


def of_dedupe(vocabulary: Vocabulary | None) -> tuple[object, Vocabulary]:
    result = dedupe_names(TWICE, vocabulary=vocabulary)
    assert result.persons
    return result, result.vocabulary


def of_match(vocabulary: Vocabulary | None) -> tuple[object, Vocabulary]:
    result = match_names(TWICE, TWICE, vocabulary=vocabulary)
    return result, result.vocabulary


def of_index(vocabulary: Vocabulary | None) -> tuple[object, Vocabulary]:
    index = NameIndex(TWICE, vocabulary=vocabulary)
    assert index.search("Ali Karimi")
    return index, index.vocabulary


def of_comparison(vocabulary: Vocabulary | None) -> tuple[object, Vocabulary]:
    own = vocabulary or Vocabulary(read_words()[:9])
    return compare_names("A. Karimi", "علی کریمی", vocabulary=own), own


@pytest.mark.parametrize("own", [False, True], ids=["words of the list", "vocabulary of the caller"])
@pytest.mark.parametrize("ask", [of_dedupe, of_match, of_index, of_comparison])
def test_a_vocabulary_goes_with_the_result_that_needs_it(ask: Asked, *, own: bool) -> None:
    words = read_words()[:200]
    alive = []
    for _ in range(RESULTS):
        result, vocabulary = ask(Vocabulary(words) if own else None)
        assert vocabulary is not shipped_vocabulary()
        alive.append(weakref.ref(vocabulary))
    assert all(reference() is not None for reference in alive[-1:])
    del result, vocabulary
    gc.collect()
    assert [reference() for reference in alive] == [None] * RESULTS


def test_a_vocabulary_forgets_readings_and_reads_them_again() -> None:
    vocabulary = Vocabulary(read_words()[:20])
    first = vocabulary.persian("کرمانک")
    assert vocabulary.persian("کرمانک") is first
    names = {word for name in invented_names(3 * REMEMBERED_WORDS, 1) for word in name.split()}
    others = sorted(word for word in names if not word.isascii())
    assert len(others) > REMEMBERED_WORDS
    for word in others:
        vocabulary.persian(word)
    again = vocabulary.persian("کرمانک")
    assert again is not first
    assert plain(again) == plain(first)


def plain(reading: PersianReading) -> list[object]:
    return [
        reading.letters,
        reading.symbols.tolist(),
        reading.key,
        reading.word,
        reading.sound,
        reading.prior,
    ]


def test_what_is_derived_of_a_vocabulary_is_made_once() -> None:
    vocabulary, made = Vocabulary(read_words()[:5]), []

    def count(of: Vocabulary) -> int:
        made.append(of)
        return len(of.words)

    assert [vocabulary.derived(count), vocabulary.derived(count)] == [5, 5]
    assert made == [vocabulary]


def test_answers_are_right_when_all_were_forgotten() -> None:
    doubled = Answers(lambda number: 2 * number)
    assert [doubled[n] for n in range(REMEMBERED_WORDS + 9)] == list(range(0, 2 * REMEMBERED_WORDS + 18, 2))
    assert 0 < len(doubled) <= REMEMBERED_WORDS
    assert [doubled[n] for n in range(9)] == list(range(0, 18, 2))


def test_added_words_are_as_those_given_at_once() -> None:
    words = read_words()[:300]
    grown = Vocabulary(words[:100]).with_words(words[100:200]).with_words(words[200:])
    whole = Vocabulary(words)
    assert grown.words == whole.words
    assert grown.romanisations.tolist() == whole.romanisations.tolist()
    assert grown.sound_keys == whole.sound_keys
    assert grown.sound_classes[0] == whole.sound_classes[0]
    assert grown.priors.tolist() == whole.priors.tolist()
    assert grown.latin("hasan").mass == whole.latin("hasan").mass


def test_memory_is_flat_once_a_few_names_were_compared() -> None:
    program = "from tests.state.test_memory import print_growth; print_growth()"
    answer = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True)
    assert float(answer) < 5


def test_texts_longer_than_any_name_are_not_kept() -> None:
    program = "from tests.state.test_memory import print_growth_of_long_texts; print_growth_of_long_texts()"
    answer = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, text=True)
    assert float(answer) < 20  # fifty of a megabyte, in two kinds


def print_growth_of_long_texts() -> None:
    """Compare texts of a megabyte, of one word and of many; print by how many megabytes the process grows
    after the first of them."""
    early = 0.0
    for number in range(50):
        word = chr(ord("a") + number % 26) * 1_000_000
        for text in (f"{word} karimi", f"{number} " + "ali karimi " * 90_000):
            assert compare_names(text, "Ali Karimi").verdict == "different"
        if number == 0:
            early = resident()
    gc.collect()
    print(resident() - early)


def print_growth() -> None:
    """Compare 20,000 new names, each with the one before; print by how many megabytes the process grows
    after the first 2,000 of them."""
    early, before = 0.0, "Ali"
    for number, name in enumerate(invented_names(20_000, 2), 1):
        compare_names(before, name)
        before = name
        if number == 2_000:
            gc.collect()
            early = resident()
    print(resident() - early)


def resident() -> float:
    """Megabytes of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return float(line.split()[1]) / 1024
