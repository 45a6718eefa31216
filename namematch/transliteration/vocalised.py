"""A word with its vowel marks in, the sound of each of its letters out.

How a word is read is a fact that Persian spelling leaves out. ``data/vocalised.tsv`` has it in the marks of
the script itself: short vowels, the sign that doubles a letter, and the half-space of a careful writer. What
a scheme writes of a word follows from that by rule.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from ..text.normalize import ZWNJ
from .pieces import pieces
from .sounds import ALLAH, ARTICLE, SUN_LETTERS, Sound, in_company

DAMMA: Final = "\u064f"
SHORT_VOWELS: Final = {"\u064e": "a", "\u0650": "e", DAMMA: "o"}
TWICE, STILL = "\u0651", "\u0652"
# On a last ye that is a (مصطفیٰ) and on a consonant (رحمٰن); after the one vav for v and u (داوۥد).
LONG_MARKS: Final = {"\u0670": "a", "\u06e5": "u"}
_MARKS: Final = dict.fromkeys(map(ord, (*SHORT_VOWELS, TWICE, STILL, *LONG_MARKS)))
_LONG_SOUNDS: Final = {"a": Sound("ا", "aa"), "u": Sound("و", "uu")}
_HAMZAS: Final = "ءئؤ"


class Letter(NamedTuple):
    """A letter with its marks."""

    letter: str
    vowel: str = ""
    twice: bool = False
    still: bool = False
    long: str = ""  # the long vowel that a mark alone writes

    @property
    def plain(self) -> bool:
        """Whether it has no mark, so that a vav or a ye may be a vowel."""
        return not (self.vowel or self.twice or self.still or self.long)


_NO_LETTER: Final = Letter("")


def without_marks(vocalised: str) -> str:
    """The spelling of a *vocalised* word.

    >>> without_marks("مُحَمَّد")
    'محمد'
    """
    return vocalised.translate(_MARKS)


def marked_letters(vocalised: str) -> tuple[Letter, ...]:
    """The letters of a *vocalised* word with their marks, half-spaces left out.

    >>> [(x.letter, x.vowel, x.twice) for x in marked_letters("کَرّ")]
    [('ک', 'a', False), ('ر', '', True)]
    """
    found: list[Letter] = []
    for char in vocalised:
        if char == ZWNJ:
            continue
        if ord(char) not in _MARKS:
            found.append(Letter(char))
        elif char in SHORT_VOWELS:
            found[-1] = found[-1]._replace(vowel=SHORT_VOWELS[char])
        elif char == TWICE:
            found[-1] = found[-1]._replace(twice=True)
        elif char == STILL:
            found[-1] = found[-1]._replace(still=True)
        else:
            found[-1] = found[-1]._replace(long=LONG_MARKS[char])
    return tuple(found)


def half_spaces(vocalised: str) -> list[int]:
    """The places of the letters of a *vocalised* word before which a half-space stands.

    >>> half_spaces("مَلِک\u200cزادِه")
    [3]
    """
    spelled = without_marks(vocalised).split(ZWNJ)
    return [len("".join(spelled[:i])) for i in range(1, len(spelled))]


def sounds_of(letters: Sequence[Letter]) -> tuple[Sound, ...]:
    """The sounds of a word, or of a part of one.

    >>> [sound for _, sound, *_ in sounds_of(marked_letters("جُوَینی"))]
    ['j', 'o', 'v', 'ey', 'n', 'ii']
    """
    found: list[Sound] = []
    place = 0
    while place < len(letters):
        used, heard = _syllable(letters, place)
        found += _once_after_article(found, heard)
        place += used
    return tuple(in_company(found))


def _once_after_article(before: Sequence[Sound], sounds: list[Sound]) -> list[Sound]:
    """*sounds*, the first of them once: after an article its l has become the letter already."""
    if before and sounds and before[-1].sound == "article":
        return [sounds[0]._replace(doubled=False), *sounds[1:]]
    return sounds


def _at(letters: Sequence[Letter], place: int) -> Letter:
    return letters[place] if place < len(letters) else _NO_LETTER


def _syllable(letters: Sequence[Letter], place: int) -> tuple[int, list[Sound]]:
    """How many letters are heard as one syllable from *place* on, and their sounds."""
    letter = letters[place]
    if not place and _as_spelled(letters, 0) == ALLAH:
        return len(ALLAH), [Sound(ALLAH, "initial")]
    if letter.letter == "آ":
        return 1, [Sound("آ", "'aa" if place else "aa")]
    if letter.letter == "ا" and place and not letter.vowel:
        return 1, [Sound("ا", "aa")]
    used, vowel = _vowel_at(letters, place)
    consonant = [] if letter.letter == "ا" else [_consonant(letters, place)]
    long = [_LONG_SOUNDS[letter.long]] if letter.long else []
    return 1 + used, [*consonant, *long, *vowel]


def _consonant(letters: Sequence[Letter], place: int) -> Sound:
    letter = letters[place]
    if _is_feminine(letters, place):
        return Sound("ت", "t")
    if letter.letter in _HAMZAS:
        return Sound("ئ", "'", doubled=letter.twice)
    if letter.letter == "ی":
        before = letters[place - 1] if place else _NO_LETTER
        after_long = before.letter in ("ا", "آ") or (before.letter == "و" and before.plain)
        if letter.plain and after_long and _stands(letters, place + 1, "ی"):
            return Sound("ی", "hiatus")
    return Sound(letter.letter, pieces().sounds.get(letter.letter, "'"), doubled=letter.twice)


def _is_feminine(letters: Sequence[Letter], place: int) -> bool:
    """Whether a he is the feminine ending, which is heard as t before an article: Qurrat al-Ayn."""
    he = letters[place].letter == "ه" and letters[place].vowel == "o"
    return he and place > 0 and letters[place - 1].vowel == "a" and _article(letters, place + 1) is not None


def _stands(letters: Sequence[Letter], place: int, letter: str) -> bool:
    found = _at(letters, place)
    return found.letter == letter and found.plain


def _as_spelled(letters: Sequence[Letter], place: int) -> str:
    return "".join(x.letter for x in letters[place:])


_Vowel = tuple[int, tuple[Sound, ...]]  # how many letters write it, and its sounds
_NO_VOWEL: Final = (0, ())
_SILENT_VAV: Final = Sound("و", "silent")


def _vowel_at(letters: Sequence[Letter], place: int) -> _Vowel:
    """The vowel after the consonant, or on the alef, at *place*."""
    letter, after = letters[place], _at(letters, place + 1)
    if after.letter == "ی" and after.vowel == "o" and (article := _article(letters, place + 2)):
        return 1 + article[0], (Sound("ی", "ii"), *article[1])  # Safi ol-Din: of ye only the i is heard
    if letter.vowel:
        marked = _FOLLOWED.get((letter.vowel, after.letter), _short)
        return _article(letters, place + 1) or marked(letters, place) or _short(letters, place)
    bare = _UNMARKED.get(after.letter)
    if bare is None or letter.still or letter.long or not (after.plain or after.long):
        return _NO_VOWEL
    return bare(letters, place)


def _article(letters: Sequence[Letter], place: int) -> _Vowel | None:
    """The article, or the name of God, that begins at *place*; the vowel before is a part of it."""
    spelled = _as_spelled(letters, place)
    if spelled in (ALLAH, ALLAH + "ی"):
        ending = (Sound("ی", "ii"),) if spelled != ALLAH else ()
        return len(spelled), (Sound(ALLAH, "article"), *ending)
    if not spelled.startswith(ARTICLE) or len(spelled) < len(ARTICLE) + 2 or not letters[place].plain:
        return None
    after = spelled[len(ARTICLE)]
    return len(ARTICLE), (Sound(ARTICLE, "article", becomes=after if after in SUN_LETTERS else "ل"),)


def _short(letters: Sequence[Letter], place: int) -> _Vowel:
    vowel, after = letters[place].vowel, _at(letters, place + 1)
    if after.letter == "ه" and after.plain and place + 2 == len(letters) and vowel != "o" and place:
        return 1, (Sound("ه", "eh"),)
    return 0, (Sound("-", vowel),)


def _before_vav(letters: Sequence[Letter], place: int) -> _Vowel | None:
    """o before vav: Abu before an article, a silent vav (Khosh), or what Arabic writes for a long u."""
    if letters[place + 1].still:
        return 1, (Sound("-", "o"),)  # a short vowel, written nevertheless
    if not letters[place + 1].plain:
        return None
    if article := _article(letters, place + 2):
        return 1 + article[0], (Sound("و", "abu"), *article[1])
    if letters[place].letter == "خ":
        return 1, (_SILENT_VAV, Sound("-", "o"))
    if _at(letters, place + 2).letter in ("ا", "آ", "ی"):
        return None
    return 1, (Sound("و", "uu"),)


def _diphthong_ow(letters: Sequence[Letter], place: int) -> _Vowel | None:
    following = _at(letters, place + 2)
    begins = following.letter in ("ا", "آ") or (following.letter in ("و", "ی") and not following.vowel)
    vav = letters[place + 1]
    return None if not (vav.still or (vav.plain and not begins)) else (1, (Sound("-", "ow"),))


def _diphthong_ey(letters: Sequence[Letter], place: int) -> _Vowel | None:
    ye, following = letters[place + 1], _at(letters, place + 2)
    if ye.long:
        return 1, (Sound("ی", "alef"),)
    return None if not ye.plain or following.letter in ("ا", "آ") else (1, (Sound("-", "ey"),))


def _i_before_ye(letters: Sequence[Letter], place: int) -> _Vowel | None:
    """e before ye: a long i, which schemes write apart before another vowel (Ziya, Haniyeh)."""
    ye = letters[place + 1]
    if ye.vowel and not ye.twice:
        used, vowel = _vowel_at(letters, place + 1)
        return 1 + used, (Sound("ی", "iiy"), *vowel)
    if not ye.plain:
        return None
    following = _at(letters, place + 2)
    if following.letter == "و" and following.plain and _at(letters, place + 3).letter not in ("ا", "آ"):
        return 2, (Sound("ی", "iy"), Sound("و", "uu"))
    return 1, (Sound("ی", "iy" if following.letter in ("ا", "آ") else "ii"),)


_FOLLOWED: Final = {
    ("o", "و"): _before_vav,
    ("a", "و"): _diphthong_ow,
    ("a", "ی"): _diphthong_ey,
    ("e", "ی"): _i_before_ye,
}


def _vav_alone(letters: Sequence[Letter], place: int) -> _Vowel:
    """The vav after a consonant without a mark: a vowel, but before one, and in Khan (خوان) silent."""
    following = _at(letters, place + 2)
    if letters[place + 1].long:
        return _NO_VOWEL  # Davoud: a consonant, and a vowel in one
    closed = (
        following.letter == "ی" and following.plain and _at(letters, place + 3).letter not in ("", "ی", "ا")
    )
    if letters[place].letter == "خ" and (closed or following.letter == "ا"):
        return (2, (_SILENT_VAV, Sound("ی", "ii"))) if closed else (1, (_SILENT_VAV,))
    # Before a long a, or an i that a consonant closes (Parvin), it is a consonant itself.
    is_consonant = closed or following.letter in ("ا", "آ") or bool(following.long)
    return _NO_VOWEL if is_consonant else (1, (Sound("و", "uu"),))


def _ye_alone(letters: Sequence[Letter], place: int) -> _Vowel:
    """The ye after a consonant without a mark: a vowel, but before a long a."""
    if letters[place + 1].long:
        return 1, (Sound("ی", "alef"),)
    following = _at(letters, place + 2)
    return _NO_VOWEL if following.letter in ("ا", "آ") or following.long else (1, (Sound("ی", "ii"),))


_UNMARKED: Final = {"و": _vav_alone, "ی": _ye_alone}
