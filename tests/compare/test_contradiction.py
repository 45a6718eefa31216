"""Names that agree in all words but one, and that one is another word: never the same."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.compare.names import compare_names
from namematch.compare.words import compare_tokens
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.titles import is_title
from namematch.policy import Policy
from namematch.text.normalize import normalize_name
from namematch.text.scripts import Script, ScriptedText

VOCABULARY, POLICY = shipped_vocabulary(), Policy()
WORDS = [
    ((word.persian, Script.PERSIAN), (normalize_name(word.latin), Script.LATIN))
    for word in VOCABULARY.words
    if word.latin and len(word.persian) > 2 and not is_title(word.persian, first=False)
    if not is_title(normalize_name(word.latin), first=False)
]


def are_other_words(one: ScriptedText, two: ScriptedText) -> bool:
    found = compare_tokens(one, two, vocabulary=VOCABULARY, policy=POLICY)
    return found.relation == "different"


@settings(max_examples=2_000, deadline=None)
@given(st.integers(0, 2**64), st.integers(2, 5))
def test_one_other_word_makes_another_name(seed: int, count: int) -> None:
    random = Random(seed)
    words = random.sample(WORDS, count + 1)
    scripts = random.choice([0, 1]), random.choice([0, 1])
    place = random.randrange(count)
    if not are_other_words(words[place][scripts[0]], words[count][scripts[1]]):
        return
    other = [*words[:place], words[count], *words[place + 1 : count]]
    left = " ".join(word[scripts[0]][0] for word in words[:count])
    right = " ".join(word[scripts[1]][0] for word in other)
    assert compare_names(left, right).verdict != "same", (left, right)


def test_however_rare_the_rest_is() -> None:
    rare = "Xerxanush Vashmgirzadegan"
    assert compare_names(f"{rare} Tehrani", rare).verdict == "same"
    assert compare_names(f"{rare} Tehrani", f"{rare} Shirazi").verdict == "different"


def test_what_does_not_fit_is_named() -> None:
    found = compare_names("Ghafour Fattahian Tehrani", "غفور فتاحیان شیرازی")
    assert [(e.left, e.right) for e in found.evidence if e.relation == "different"] == [("tehrani", "شیرازی")]


def test_titles_contradict_nothing() -> None:
    assert compare_names("Seyed Ghafour Fattahian", "Mirza Ghafour Fattahian").verdict == "same"
