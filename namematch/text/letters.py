"""A token in normal form in, the letters that the channel knows out.

Two alphabets: Persian as it is written (36 letters, hamza included) and Latin as ``a`` to ``z``. The
Latin side is folded until spellings that differ in no sound are one: diacritics, the German and
French groups for one consonant, ``oo``/``ou``/``ee`` and doubled letters. What two styles merely
write differently (``gh``/``q``, ``ey``/``ei``) stays: weighing that is the channel's work.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from unidecode import unidecode

PERSIAN = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ"
LATIN = "abcdefghijklmnopqrstuvwxyz"

# The carrier of hamza that normal form leaves: the hamza is a hint at most (مؤمن, مومن), the carrier sounds.
_CARRIERS = str.maketrans({"ؤ": "و"})

# Letters whose common ASCII folding is another sound: ş is not s, and Unidecode's ə is "@".
_LATIN_SOUNDS = str.maketrans(
    {
        "ə": "a", "ǝ": "a", "ı": "i", "ş": "sh", "ș": "sh", "š": "sh", "ç": "ch", "č": "ch", "ć": "ch",
        "ğ": "gh", "ġ": "gh", "ḡ": "gh", "ǧ": "j", "ž": "zh", "ḵ": "kh", "ḫ": "kh", "ẖ": "kh", "đ": "d",
        "ḏ": "dh", "ṯ": "th",
        "ä": "a", "ö": "o", "ü": "u", "ø": "o", "å": "a", "þ": "th", "ð": "d", "œ": "o", "æ": "a",
    }
)  # fmt: skip


class Respelling(NamedTuple):
    """Letters that some style writes, and what stands for them; but not where the letter before is
    *not_after*."""

    old: str
    new: str
    not_after: str = ""


VOWELS: Final = "aeiou"
# What Latin letters are folded by, here and in ``text.folding``. First the groups for one consonant, at each
# place the first of them that stands there: Dschafar and Djafar are Jafar, Tschamani and Tchamani are
# Chamani, Schirin is Shirin; Poustchi is st and ch.
GROUPS: Final = (
    Respelling("tsch", "ch"),
    Respelling("tch", "ch", not_after="s"),
    Respelling("dsch", "j"),
    Respelling("dj", "j"),
    Respelling("sch", "sh"),
)
# Then these, one after the other: Noori, Nouri, Nuri; Saeedi, Saidi.
LONG_VOWELS: Final = (Respelling("oo", "u"), Respelling("ou", "u"), Respelling("ee", "i"))
# Then doubled letters: Persian never writes a consonant twice (Hassan, Hasan). But this one at the end, after
# no vowel: Rafiee, Rafii, Rafi'i are رفیعی, Rafi is رفی.
TWICE_AT_END: Final = "i"

_GROUP = re.compile("|".join((f"(?<!{x.not_after})" if x.not_after else "") + x.old for x in GROUPS))
_GROUPS = {group.old: group.new for group in GROUPS}
_DOUBLED = re.compile(r"(.)\1+")
_LATIN_DOUBLED = re.compile(rf"(?!(?<![{VOWELS}]){2 * TWICE_AT_END}$)(.)\1+")

_LINES_DOUBLED = re.compile(_LATIN_DOUBLED.pattern, re.MULTILINE)

_SAME_SOUND = str.maketrans(
    {
        **dict.fromkeys("صث", "س"), **dict.fromkeys("ضذظ", "ز"),
        "ط": "ت", "ح": "ه", "ق": "غ", "آ": "ا", "ئ": "ی", "ء": "ع",
    }
)  # fmt: skip


def persian_letters(token: str) -> str:
    """The letters of *token* (normal form) out of ``PERSIAN``; what is none of them is dropped.

    >>> persian_letters("مؤمن")
    'مومن'
    """
    return "".join(c for c in token.translate(_CARRIERS) if c in PERSIAN)


def plain_latin(token: str) -> str:
    """*token* (normal form) in ``a`` to ``z``, letter by letter: that of two tokens joined is theirs joined.

    >>> plain_latin("şähin")
    'shahin'
    """
    if token.isascii() and token.isalpha():  # most words, of which nothing is to be looked up
        return token.lower()
    plain = unidecode(token.translate(_LATIN_SOUNDS)).lower()
    return "".join(c for c in plain if "a" <= c <= "z")


def latin_letters(token: str) -> str:
    """*token* (normal form) in ``a`` to ``z``, folded as the module says; ``''`` if nothing is left.

    >>> latin_letters("djafarzadeh"), latin_letters("hüseyin"), latin_letters("massoud")
    ('jafarzadeh', 'huseyin', 'masud')
    """
    text = _GROUP.sub(lambda found: _GROUPS[found[0]], plain_latin(token))
    for vowel in LONG_VOWELS:
        text = text.replace(vowel.old, vowel.new)
    return _LATIN_DOUBLED.sub(r"\1", text)


def latin_letters_of(words: Sequence[str]) -> list[str]:
    """``latin_letters`` of many *words*.

    >>> latin_letters_of(["djafarzadeh", "rafiee", "hüseyin"])
    ['jafarzadeh', 'rafii', 'huseyin']
    """
    text = _GROUP.sub(lambda found: _GROUPS[found[0]], "\n".join(map(plain_latin, words)))
    for vowel in LONG_VOWELS:
        text = text.replace(vowel.old, vowel.new)
    return _LINES_DOUBLED.sub(r"\1", text).split("\n") if words else []


# Two ways to spell one word: Asgari and Askari; Abolghasem with and without the letter that is not heard;
# hamza on a ya, and at the end.
_ORTHOGRAPHY: Final = re.compile("عسگر|^ابول(?=[^ا\n]..)|ئ|ء$", re.MULTILINE)  # of lines, a word each
_SPELLED: Final = {"عسگر": "عسکر", "ابول": "ابوال", "ئ": "ی", "ء": ""}


def orthography(letters: str) -> str:
    """Persian *letters* as they are spelled where custom has two ways: what becomes one is one word.

    >>> orthography("ابولقاسم"), orthography("رسائی"), orthography("عسگری")
    ('ابوالقاسم', 'رسایی', 'عسکری')
    """
    return _ORTHOGRAPHY.sub(lambda found: _SPELLED[found[0]], letters)


def sound_key(letters: str) -> str:
    """Persian *letters* as Persian ears hear them: words with one key sound alike.

    Arabic emphatics fall together (س ص ث; ز ذ ض ظ; ت ط; ه ح; غ ق) and doubled letters are one
    (Windfuhr and Perry, "Persian and Tajik", in The Iranian Languages, 2009). Ain stays: without
    it سعید would sound like سید.

    >>> sound_key("صادق") == sound_key("سادغ")
    True
    """
    return orthography(_DOUBLED.sub(r"\1", orthography(letters).translate(_SAME_SOUND)))


def sound_keys(words: Sequence[str]) -> list[str]:
    """``sound_key`` of many *words*, in letters of ``PERSIAN``.

    >>> sound_keys(["صادق", "سادغ", ""])
    ['سادغ', 'سادغ', '']
    """
    return sound_key("\n".join(words)).split("\n") if words else []


# An Arabic keyboard has none of these four: گل محمد becomes كل محمد, پرویز برويز, چنگیزی جنكيزي, ژاله زاله.
_ARABIC_KEYS = str.maketrans("گپچژ", "کبجز")


def typed_in_arabic(letters: str) -> str:
    """Persian *letters*, or a sound key, as an Arabic keyboard writes them.

    >>> typed_in_arabic("چنگیزی")
    'جنکیزی'
    """
    return letters.translate(_ARABIC_KEYS)


DIGRAPHS = ("ch", "gh", "kh", "sh", "zh")  # what one Persian letter is to most clerks


def is_initial(letters: str) -> bool:
    """Whether *letters*, of either alphabet, are an initial: one letter, or the two of Gh. Fattahi.

    >>> is_initial("gh"), is_initial("غ"), is_initial("ali")
    (True, True, False)
    """
    return len(letters) == 1 or letters in DIGRAPHS
