"""How a word is read, letter by letter, in; the sound of each letter in this word out.

A *path* (``pieces.Path``) says which Latin letters each Persian letter writes in the press. What that
means is decided here once, for every scheme: whether و and ی are vowels, where a vowel is that nobody
writes, what is doubled, which ه is silent, where an Arabic article is.
"""

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final, NamedTuple

from ..model.lexicon import LONGEST_TOKEN
from ..text.letters import VOWELS
from .pieces import Path, merges, pieces

_VOWEL_SOUNDS: Final = tuple(VOWELS)
_SHORT: Final = {"a": "a", "e": "e", "o": "o", "i": "e", "u": "o"}  # Persian has three: Kazim is Kazem
_SHORTEST_SILENT_HE: Final = 2  # letters before it
_SIBILANTS: Final = "سصث"
_BACK: Final = "حخصضطظعغق"  # consonants beside which Turkish keeps a for a
_SOFTENING: Final = ("e", "ii", "ey", "iy", "iiy")  # before these, French reads g as j
SUN_LETTERS: Final = "تثدذرزژسشصضطظلن"  # letters that the article's l becomes
ALLAH: Final = "الله"
ARTICLE: Final = "ال"
_ENDS_BEFORE_ARTICLE: Final = ("عبد", "ابو", "ذو")  # after these ال is the article, however it is read
_AFTER_SILENT_VAV: Final = "شدر"  # Khosh, Khod, Khor-


class Sound(NamedTuple):
    """A letter with the sound that it has, named as in ``data/schemes.tsv``.

    *letter* is ``-`` for a vowel that is not written; *becomes* is the letter that the l of an
    article becomes.
    """

    letter: str
    sound: str
    doubled: bool = False
    becomes: str = ""


class _Heard(NamedTuple):
    """What a letter sounds like, and whether the short vowel before it is part of that."""

    sounds: tuple[Sound, ...]
    takes_vowel: bool = False


def sounds(path: Path, doubled: Set[int] = frozenset()) -> tuple[Sound, ...]:
    """The sounds of a word that is read as *path*, consonants at the places *doubled* twice.

    >>> [sound for _, sound, *_ in sounds((("ق", "gha"), ("م", "ma"), ("ر", "r"), ("ی", "i")))]
    ['gh', 'a-back', 'm', 'a', 'r', 'ii']
    """
    found: list[Sound] = []
    place = 0
    while place < len(path):
        if _is_allah(path, place):
            found.append(Sound(ALLAH, "article" if place else "initial"))
            place += len(ALLAH)
        elif _writes_article(path, place):
            after = path[place + 2][0]
            found.append(Sound(ARTICLE, "article", becomes=after if after in SUN_LETTERS else "ل"))
            place += len(ARTICLE)
        else:
            heard = _heard(path, place).sounds
            # After an article its l has become the letter already: Shams od Din.
            twice = place in doubled and not (found and found[-1].sound == "article")
            found += (heard[0]._replace(doubled=True), *heard[1:]) if twice else heard
            found += _short_vowel(path, place)
            place += 1
    return tuple(in_company(found))


def _spelled_sound(path: Path, start: int, end: int | None = None) -> str:
    return "".join(letter for letter, _ in path[max(start, 0) : end])


def _is_allah(path: Path, place: int) -> bool:
    return _spelled_sound(path, place, place + 4) == ALLAH and place + 4 == len(path)


def _writes_article(path: Path, place: int) -> bool:
    """Whether an article is within the word here: its alef is no long vowel."""
    if not place or _spelled_sound(path, place, place + 2) != ARTICLE or place + 4 > len(path):
        return False
    if _spelled_sound(path, 0, place) in _ENDS_BEFORE_ARTICLE:
        return True
    return path[place][1] != "a" and _vowel(path, place - 1) != "a"


def _vowel(path: Path, place: int) -> str:
    """The vowel that ends what the letter at *place* writes; ``''`` for none, and at no place."""
    piece = path[place][1] if 0 <= place < len(path) else ""
    return piece[-1] if piece[-1:] in _VOWEL_SOUNDS else ""


def _is_long_a(path: Path, place: int) -> bool:
    """Whether the letter at *place* is a long a: an alef that is not the first letter, or آ."""
    if not 0 <= place < len(path):
        return False
    letter, piece = path[place]
    return letter == "آ" or (letter == "ا" and place > 0 and (piece == "a" or _vowel(path, place - 1) == "a"))


def _is_vowel(path: Path, place: int) -> bool:
    """Whether a vowel begins at *place*: one that a letter stands for."""
    if place >= len(path):
        return False
    letter, piece = path[place]
    return letter in "اآ" or (letter in "وی" and piece[:1] in _VOWEL_SOUNDS)


def _short_vowel(path: Path, place: int) -> Iterator[Sound]:
    """Yield the vowel after a consonant, unless the next letter stands for it."""
    letter, piece = path[place]
    vowel = _vowel(path, place)
    if not vowel or letter in "اآ" or _is_silent_he(path, place):
        return
    if letter in "وی" and (piece[0] in _VOWEL_SOUNDS or piece == "vu"):
        return
    following = place + 1 < len(path) and (_writes_article(path, place + 1) or _is_allah(path, place + 1))
    if not following and not (place + 1 < len(path) and _heard(path, place + 1).takes_vowel):
        yield Sound("-", _SHORT[vowel])


def _heard(path: Path, place: int) -> _Heard:
    """What the letter at *place* sounds like, without a short vowel after it."""
    letter, _ = path[place]
    if letter in "اآ":
        return _alef(path, place)
    if letter == "و":
        return _vav(path, place)
    if letter == "ی":
        return _ye(path, place)
    if _is_silent_he(path, place):
        return _Heard((Sound("ه", "eh"),), takes_vowel=True)
    return _Heard((Sound(letter, pieces().sounds.get(letter, "'")),))


def _alef(path: Path, place: int) -> _Heard:
    letter, piece = path[place]
    if letter == "آ":
        return _Heard((Sound("آ", "'aa" if place else "aa"),))
    if _is_long_a(path, place):
        return _Heard((Sound("ا", "aa"),), takes_vowel=not piece)
    if not piece or (not place and len(path) > 1 and _heard(path, 1).takes_vowel):
        return _Heard(())  # it bears the vowel of the next letter (Iran), or is not heard
    return _Heard((Sound("-", _SHORT[piece[-1]]),))


def _is_silent_vav(path: Path, place: int) -> bool:
    """Khosh, Khah: و that is written after خ and not heard."""
    letter, piece = path[place]
    if letter != "و" or not place or path[place - 1][0] != "خ" or place + 1 == len(path):
        return False
    after = path[place + 1][0]
    return (not piece and after in "ای") or (piece in ("", "o") and after in _AFTER_SILENT_VAV)


def _vav(path: Path, place: int) -> _Heard:
    piece, before = path[place][1], _vowel(path, place - 1)
    if _is_silent_vav(path, place):
        return _Heard((Sound("و", "silent"), *((Sound("-", "o"),) if piece else ())))
    if place + 1 < len(path) and _writes_article(path, place + 1):
        return _Heard((Sound("و", "abu"),), takes_vowel=True)
    if piece == "u" or (not piece and before in ("o", "u")):
        return _Heard((Sound("و", "uu"),), takes_vowel=before in ("o", "u"))
    if piece == "a":
        return _Heard((Sound("ئ", "'"), Sound("-", "a")))  # Moayed, whose hamza few people write
    closed = piece == "w" and before in ("a", "e", "o") and not _is_vowel(path, place + 1)
    if closed or piece[:1] in _VOWEL_SOUNDS:
        return _Heard((Sound("-", "ow"),), takes_vowel=closed)
    long = (Sound("و", "uu"),) if piece == "vu" else ()  # Davoud, with one letter for both
    return _Heard((Sound("و", "v"), *long))


def _ye(path: Path, place: int) -> _Heard:
    piece, before = path[place][1], _vowel(path, place - 1)
    following = path[place + 1][0] if place + 1 < len(path) else ""
    long = Sound("ی", _long_i(path, place))
    after_ye = place > 1 and path[place - 1][0] == "ی"
    hiatus = piece in ("i", "ei", "") and before in ("e", "i", "") and _is_hiatus(path, place - 1)
    if piece == "a" and not following:
        return _Heard((Sound("ی", "alef"),))
    if piece[:1] in ("y", "j"):
        return _Heard((Sound("ی", "y"),))
    if _is_long_a(path, place - 1):
        return _Heard((Sound("ی", "hiatus" if following == "ی" else "y"),))
    if hiatus or after_ye:
        return _Heard((long,), takes_vowel=hiatus)
    return _diphthong(path, place) or _Heard((long,), takes_vowel=before == "i")


def _long_i(path: Path, place: int) -> str:
    """What a long i at *place* is called, by what comes next: schemes write it apart before a long a."""
    if place + 1 < len(path) and path[place + 1][0] in "اآ":
        return "iy"
    return "iiy" if _is_silent_he(path, place + 1) else "ii"


def _diphthong(path: Path, place: int) -> _Heard | None:
    """What ی sounds like after a short a or e, or as one itself; None where it is a long i."""
    piece, before = path[place][1], _vowel(path, place - 1)
    if before in ("a", "e") and path[place - 1][0] not in "وی":
        if piece in ("i", "") and not _is_vowel(path, place + 1):
            return _Heard((Sound("-", "ey"),), takes_vowel=True)
        if piece == "i":
            return _Heard((Sound("ی", "y"),))
    return _Heard((Sound("-", "ey"),)) if piece[:1] in ("a", "e") else None


def _is_hiatus(path: Path, place: int) -> bool:
    """Whether a hamza or an ain parts two vowels here: Rezaei, Moein, whose e is none of its own."""
    if place < 1 or path[place][0] not in "ئءع":
        return False
    return _is_long_a(path, place - 1) or bool(_vowel(path, place - 1))


def _is_silent_he(path: Path, place: int) -> bool:
    """Whether a last ه only shows a vowel (Fatemeh); that of a word of one syllable is heard."""
    if place < _SHORTEST_SILENT_HE or place + 1 != len(path) or _is_long_a(path, place - 1):
        return False
    letter, piece = path[place]
    if letter != "ه":
        return False
    return piece[:1] in ("e", "a") or (piece in ("", "h") and _vowel(path, place - 1) in ("e", "a"))


def hamzas_restored(path: Path, letters: str) -> Path:
    """*path* with the hamza that the channel's letters leave out: ؤ, which *letters* have, is one.

    >>> hamzas_restored((("م", "m"), ("و", "o"), ("م", "me"), ("ن", "n")), "مؤمن")
    (('م', 'mo'), ('ئ', ''), ('م', 'me'), ('ن', 'n'))
    """
    restored = list(path)
    for place, letter in enumerate(letters):
        if letter == "ؤ" and place:
            before, piece = restored[place - 1]
            vowel = path[place][1] if path[place][1] in _SHORT else ""
            if _vowel(path, place - 1):
                restored[place] = "ئ", vowel
            else:
                restored[place - 1], restored[place] = (before, piece + vowel), ("ئ", "")
    return tuple(restored)


def doubled_places(path: Path, press: str) -> frozenset[int]:
    """The places of the consonants that the *press* spelling of *path* doubles; none where it is another's.

    ss is no sign of a doubled letter (Hassan), but for the pattern of Abbas and Ghassab.

    >>> doubled_places((("ع", "a"), ("ب", "b"), ("ا", "a"), ("س", "s")), "abbas")
    frozenset({1})
    """
    if len(path) > LONGEST_TOKEN:
        return frozenset()  # no name, and a pattern of so many choices takes for ever
    found = re.fullmatch("".join(_written_sound(piece) for _, piece in path), press)
    if not found:
        return frozenset()
    letters = [letter for letter, _ in path]
    places = set()
    for place, text in enumerate(found.groups()):
        half = text[: len(text) // 2]
        twice = bool(half) and text == 2 * half
        merged = place > 0 and not path[place - 1][1] and merges(letters[place - 1], letters[place])
        sharp = letters[place] in _SIBILANTS and not (
            letters[place + 1 : place + 2] == ["ا"] and _vowel(path, place - 1) == "a"
        )
        if twice and not merged and not sharp:
            places.add(place)
    return frozenset(places)


_WRITTEN: Final = {
    **{"a": "a{1,2}", "e": "e{1,2}", "i": "(?:ee|ey|i|y)", "o": "o", "u": "(?:ou|oo|u|w)"},
    **{"gh": "(?:gh|q)", "v": "[vw]"},
}


def _written_sound(piece: str) -> str:
    """A regular expression of what the press may write for a folded piece; its group is the consonant."""
    consonant = piece.rstrip(VOWELS)
    sign = _WRITTEN.get(consonant, re.escape(consonant))
    vowels = "".join(_WRITTEN[vowel] for vowel in piece[len(consonant) :])
    return f"((?:{sign}){{1,2}}){vowels}" if consonant else f"(){vowels}"


def in_company(found: Sequence[Sound]) -> Iterator[Sound]:
    """Yield the sounds, told apart further where their neighbours change how they are written."""
    for i, sound in enumerate(found):
        before = found[i - 1] if i else Sound("", "")
        after = found[i + 1] if i + 1 < len(found) else Sound("", "")
        if sound.sound == "e" and after.letter == "ی" and after.doubled:
            yield sound._replace(sound="ey-y")
        elif sound.sound == "a" and after.letter == "ی" and after.doubled:
            yield sound._replace(sound="ay-y")
        elif sound.letter == "ی" and sound.doubled and before.sound in ("a", "e"):
            yield sound._replace(doubled=False)
        elif sound.sound == "a" and (before.letter in tuple(_BACK) or after.letter in tuple(_BACK)):
            yield sound._replace(sound="a-back")
        elif sound.letter in tuple(_SIBILANTS) and _is_open(before) and _is_vowel_sound(after):
            yield sound._replace(sound="-s-")
        elif sound.letter == "گ" and after.sound in _SOFTENING:
            yield sound._replace(sound="g-soft")
        else:
            yield sound


def _is_vowel_sound(sound: Sound) -> bool:
    return sound.letter == "-" or sound.sound in ("aa", "'aa", "alef", "uu", "ii", "iy", "iiy")


def _is_open(sound: Sound) -> bool:
    """Whether a sound is a vowel that ends in none of the consonants y and w."""
    return _is_vowel_sound(sound) and sound.sound not in ("ey", "ow")
