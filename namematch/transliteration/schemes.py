"""The sounds of a name's words in, the name by a published scheme or a country's press out.

``data/schemes.tsv`` says what each writes, and by which edition and rules; this module only sets it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from ..errors import NameMatchError
from ..text.normalize import ZWNJ
from ..text.tables import read_table
from .pieces import pieces
from .sounds import ARTICLE, SUN_LETTERS, Sound

PRESS: Final = "press"
SCHEMES: Final = (
    *(PRESS, "bgn-pcgn", "ala-lc", "din-31635", "iso-233-3"),
    *("ijmes", "ijmes-dari", "odni-ic", "un-2012"),
)
ODNI: Final = "odni-ic"
ENGLISH: Final = "english"
STYLES: Final = (ENGLISH, "german", "french", "turkish")
SPOKEN: Final = ("bgn-pcgn", ODNI, "un-2012", *STYLES)  # which write names as they are spoken: Mehdi
_SCHEME_COLUMNS: Final = ("letter", "sound", *SCHEMES[1:], *STYLES)

_CAPITAL_AFTER: Final = (" ", "-")
STOP, FIRST_STOP = "'", "'-first"  # ain and hamza: some schemes write none at the head of a name
_BEFORE_H: Final = ("s", "z", "k", "c", "g")
_ASSIMILATED: Final = "L"  # stands in the table for the l of the article, or what it becomes
_MEANS: Final = {"0": "", "~": " "}  # signs of the table for nothing and for a space


class Part(NamedTuple):
    """A part of a token: its sounds, and how ``data/schemes.tsv`` calls its join with the part before."""

    sounds: Sequence[Sound]
    joined: str = ""


def column(scheme: str, style: str) -> str:
    """The column of ``data/schemes.tsv`` for a *scheme* in a *style*; ``english`` for the press's own.

    Raises ``NameMatchError`` for a *scheme* not in ``SCHEMES`` or a *style* not in ``STYLES``.

    >>> column("press", "german"), column("ala-lc", "english")
    ('german', 'ala-lc')
    """
    for what, value, known in (("scheme", scheme, SCHEMES), ("style", style, STYLES)):
        if value not in known:
            raise NameMatchError(f"{what} {value!r} is none of {', '.join(known)}")
    return style if scheme == PRESS else scheme


def written(parts: Sequence[Part], scheme: str) -> str:
    """A token of *parts* as a column of ``data/schemes.tsv`` writes it, with a capital for each name.

    >>> written([Part((Sound("ع", "'"), Sound("-", "a"), Sound("ل", "l"), Sound("ی", "ii")))], "ala-lc")
    'ʻAlī'
    """
    signs = signs_of(scheme)
    text, due = "", True  # whether the next letter is a capital
    for part in parts:
        if part.joined:
            text += signs["join", part.joined]
            due = text.endswith(_CAPITAL_AFTER if part.joined == "name" else " ")
        for place, sound in enumerate(part.sounds):
            first = not place and sound.sound == STOP and part.joined != "solid"
            sign = _sign(sound._replace(sound=FIRST_STOP) if first else sound, scheme)
            if sound.sound == "article":
                text, due = text + sign, sign.endswith(_CAPITAL_AFTER)
            else:
                text += _apart(text, sound, signs) + (_capitalised(sign) if due else sign)
                due = due and sign == sign.upper()
    return text


def article_before(letter: str, scheme: str) -> str:
    """The article that a word of its own begins with, before *letter*: Ibn al-Balkhi.

    >>> article_before("ب", "ala-lc"), article_before("ط", "bgn-pcgn")
    ('al-', 'oţ ')
    """
    becomes = letter if letter in SUN_LETTERS else "ل"
    return _sign(Sound(ARTICLE, "apart", becomes=becomes), scheme)


def _apart(text: str, sound: Sound, signs: Mapping[tuple[str, str], str]) -> str:
    """What parts an h from a letter before it that would make it another consonant: Nuz-hat."""
    return signs["join", "digraph"] if sound.sound == "h" and text.endswith(_BEFORE_H) else ""


def _sign(sound: Sound, scheme: str) -> str:
    """What one sound writes."""
    signs = signs_of(scheme)
    sign = signs[sound.letter, sound.sound]
    if sound.becomes:
        becomes = signs[sound.becomes, pieces().sounds[sound.becomes]]
        if len(becomes) > 1 and scheme in (ODNI, ENGLISH):
            return sign.replace(_ASSIMILATED, "")
        return sign.replace(_ASSIMILATED, becomes)
    # A scheme doubles what stands for one letter, the press and the American agencies no sch or kh.
    doubles = len(sign) == 1 or (scheme in SCHEMES and scheme != ODNI)
    return 2 * sign if sound.doubled and doubles else sign


def _capitalised(sign: str) -> str:
    """*sign* with a capital for its first letter that has one (ʻAyn has none)."""
    for i, letter in enumerate(sign):
        if letter.lower() != letter.upper():
            return sign[:i] + letter.upper() + sign[i + 1 :]
    return sign


@cache
def _scheme_table() -> list[tuple[str, ...]]:
    return read_table("schemes", _SCHEME_COLUMNS, as_written=_SCHEME_COLUMNS[1:], unique=("letter", "sound"))


@cache
def signs_of(scheme: str) -> Mapping[tuple[str, str], str]:
    """What *scheme* writes for each letter and sound."""
    place = _SCHEME_COLUMNS.index(scheme)
    return {
        (row[0], row[1]): "".join(_MEANS.get(sign, sign) for sign in row[place]) for row in _scheme_table()
    }


@cache
def own_forms(scheme: str) -> Mapping[str, str]:
    """Words that a column of ``data/scheme_words.tsv`` writes in a way of its own, by their letters.

    >>> own_forms("ala-lc")["بن"]
    'ibn'
    """
    columns = ("persian", *_SCHEME_COLUMNS[2:])
    rows = read_table(
        "scheme_words", columns, optional=columns[1:], as_written=columns[1:], unique=("persian",)
    )
    place = columns.index(scheme)
    return {row[0].replace("+", ZWNJ): row[place] for row in rows if row[place]}
