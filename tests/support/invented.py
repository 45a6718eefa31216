"""Names that nobody has asked about: of syllables, by lot."""

from collections.abc import Iterator
from random import Random

LATIN = ("ba", "be", "da", "di", "fa", "go", "ha", "ja", "ka", "ki", "la", "lo", "ma", "mi", "na", "pa", "ra")
PERSIAN = (
    "با",
    "بی",
    "دا",
    "دی",
    "فا",
    "گو",
    "ها",
    "جا",
    "کا",
    "کی",
    "لا",
    "لو",
    "ما",
    "می",
    "نا",
    "پا",
    "را",
)


def invented_names(count: int, seed: int) -> Iterator[str]:
    """So many names of two words, each in a script by lot."""
    random = Random(seed)
    for _ in range(count):
        syllables = random.choice((LATIN, PERSIAN))
        lengths = random.choice((3, 4, 5)), random.choice((3, 4, 5))
        yield " ".join("".join(random.choices(syllables, k=length)) for length in lengths)
