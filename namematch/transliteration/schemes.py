"""The sounds of a name's words in, the name by a published scheme or a country's press out.

``data/schemes.tsv`` says what each writes, and by which edition and rules; this module only sets it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from ..errors import NameMatchError
from ..text.tables import read_table
from .pieces import pieces
from .sounds import Sound

SCHEMES: Final = ("press", "bgn-pcgn", "ala-lc", "din-31635", "iso-233-3")
ENGLISH: Final = "english"
STYLES: Final = (ENGLISH, "german", "french", "turkish")
_SCHEME_COLUMNS: Final = ("letter", "sound", *SCHEMES[1:], *STYLES[1:])

_CAPITAL_AFTER: Final = (" ", "-")
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
    return style if scheme == "press" else scheme


def written(parts: Sequence[Part], scheme: str) -> str:
    """A token of *parts* as a column of ``data/schemes.tsv`` writes it, with a capital for each name.

    >>> written([Part((Sound("ع", "'"), Sound("-", "a"), Sound("ل", "l"), Sound("ی", "ii")))], "ala-lc")
    'ʻAlī'
    """
    signs = _signs(scheme)
    text, due = "", True  # whether the next letter is a capital
    for part in parts:
        if part.joined:
            text += signs["join", part.joined]
            due = text.endswith(_CAPITAL_AFTER if part.joined == "name" else " ")
        for sound in part.sounds:
            sign = _sign(sound, scheme)
            if sound.sound == "article":
                text, due = text + sign, sign.endswith(_CAPITAL_AFTER)
            else:
                text += _capitalised(sign) if due else sign
                due = due and sign == sign.upper()
    return text


def _sign(sound: Sound, scheme: str) -> str:
    """What one sound writes."""
    signs = _signs(scheme)
    sign = signs[sound.letter, sound.sound]
    if sound.becomes:
        return sign.replace(_ASSIMILATED, signs[sound.becomes, pieces().sounds[sound.becomes]])
    # A scheme doubles what stands for one letter, the press no sch or kh.
    return 2 * sign if sound.doubled and (len(sign) == 1 or scheme in SCHEMES) else sign


def _capitalised(sign: str) -> str:
    """*sign* with a capital for its first letter that has one (ʻAyn has none)."""
    for i, letter in enumerate(sign):
        if letter != letter.upper():
            return sign[:i] + letter.upper() + sign[i + 1 :]
    return sign


@cache
def _scheme_table() -> list[tuple[str, ...]]:
    return read_table("schemes", _SCHEME_COLUMNS, as_written=_SCHEME_COLUMNS[1:], unique=("letter", "sound"))


@cache
def _signs(scheme: str) -> Mapping[tuple[str, str], str]:
    """What *scheme* writes for each letter and sound."""
    place = _SCHEME_COLUMNS.index(scheme)
    return {
        (row[0], row[1]): "".join(_MEANS.get(sign, sign) for sign in row[place]) for row in _scheme_table()
    }
