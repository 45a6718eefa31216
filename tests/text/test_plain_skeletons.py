"""Words that all styles read alike have their skeletons by shifts: the same as the definition writes."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from namematch.model.vocabulary import shipped_vocabulary
from namematch.text import consonants
from namematch.text.consonants import skeletons, write_skeletons
from namematch.text.letters import LATIN, PERSIAN

LEXICON = [
    letters
    for word, romanised in zip(
        shipped_vocabulary().words, shipped_vocabulary().romanisations.tolist(), strict=True
    )
    for letters in (word.persian, romanised)
]


def written(letters: str) -> tuple[frozenset[int], frozenset[int]]:
    """The slow twin: the loops that lists compile."""
    n, room = len(letters), consonants.room_of(len(letters))
    whole, near, kinds, marks = [0] * room, [0] * room, [0] * (2 * n), [0] * (2 * n)
    numbers = [consonants.NUMBER_OF_LETTER[x] for x in letters]
    counts = write_skeletons(numbers, n, kinds, marks, whole, near)
    return frozenset(whole[: counts[0]]), frozenset(near[: counts[1]])


def test_of_every_word_of_the_lexicon() -> None:
    assert [x for x in LEXICON if skeletons(x) != written(x)] == []


@settings(max_examples=400)
@given(
    st.text(LATIN, max_size=12)
    | st.text("aeisnmrlkdtbphzg", max_size=12)
    | st.text(PERSIAN, max_size=18)
    | st.text("منبادتحسشجلرچژ", max_size=8)
)
@example("")
@example("hesamaldin")
@example("anbar")
@example("tajik")
@example("massud")
@example("zshsh")
def test_of_any_letters(letters: str) -> None:
    assert skeletons(letters) == written(letters)
