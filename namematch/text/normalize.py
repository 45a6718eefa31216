"""Text in, normal text out: one spelling for every way to encode the same letters.

It knows Unicode and the letters of ``data/letters.tsv``, no words. That table is read here, not
through ``text.tables``: the loader there proves its cells with this very normal form.
"""

import re
import unicodedata
from importlib import resources

from ..errors import TableError
from .memory import Answers

ZWNJ = "\u200c"  # the half-space: parts two letters without a gap
PERSIAN_LETTERS = "ءآئؤابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"  # what Arabic script becomes

_APOSTROPHES = "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u02d0\u055a\u05f3"
_APOSTROPHES += "\u1fef\u1ffd\u2018\u2019\u201b\u2032\u2035\ua78b\ua78c"
_HYPHENS = "\u02d7\u2043\u2212"  # beside the category of dashes, Pd
_COMMAS = "\u060c\u3001\u2e41"
_FULL_STOPS = "\u06d4\u3002"
_HALF_SPACES = "\u200b\u200c\u00ac"  # old Persian fonts drew the half-space as a not sign
# Letters by category that nobody sees, joiners and variation selectors, half of a broken pair.
_UNSEEN = "\u034f\u0345\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\ufffd"

# Madda and hamza make letters (آرش, مسئول, مؤمن); every other mark of the script is a vowel.
_MADDA, _HAMZA = "\u0653", "\u0654"
# Sorani writes this vowel where Persian writes none, but at the end of a word: ئەحمەد is احمد.
SORANI_E = "\u06d5"
_MARKED_LETTERS = {("ا", _MADDA): "آ", ("و", _HAMZA): "ؤ", ("ی", _HAMZA): "ئ"}

# Most text is in normal form but for case already: made of these letters, single gaps between.
_LATIN = "A-Za-zÀ-ÖØ-Þà-öø-įıĴ-ľŁ-ňŊ-žƏəḀ-ẕ"
_LETTER = f"{_LATIN}{PERSIAN_LETTERS}"
_settled = re.compile(
    rf"(?:[{_LETTER}.,'-]+(?:[ ]|(?<=[{_LETTER}]){ZWNJ}(?=[{_LETTER}])))*+[{_LETTER}.,'-]+"
).fullmatch
_VOWEL_WITHIN = re.compile(f"{SORANI_E}(?=[{PERSIAN_LETTERS}{SORANI_E}])")
_settled_char = re.compile(rf"[{_LETTER}.,' {ZWNJ}-]").fullmatch


def clean_text(text: str) -> str:
    """Give *text* in normal form but for case; ``''`` for text without anything visible.

    The same letters, digits, apostrophes, hyphens and commas whatever code points spelled them;
    Arabic script in ``PERSIAN_LETTERS``; marks on Latin letters kept and composed (NFC); white
    space and controls as single spaces; ZWNJ only between two letters. Lone surrogates and
    U+FFFD, which stand for what was lost, are dropped. Idempotent. Never raises on a ``str``.

    >>> clean_text("  \u0643\u0631\u064a\u0645\u064a\\t ")
    'کریمی'
    """
    return text if _settled(text) else _compose(text.translate(_CLEAN))


def settled_letters(char: str) -> str | None:
    """What ``clean_text`` makes of *char* whatever stands beside it: letters, spaces and the signs
    ``.,'-`` and ZWNJ, or nothing; None where its neighbours matter.

    >>> settled_letters("\u0643"), settled_letters("\u0640"), settled_letters("\u0301")
    ('ک', '', None)
    """
    plain = char.translate(_CLEAN)
    if plain.endswith(SORANI_E):
        return None
    if not all(map(_settled_char, plain)) and not unicodedata.category(plain[0]).startswith("M"):
        plain = plain if " " in plain or ZWNJ in plain else _compose(plain)  # its marks are its own
    return plain if all(map(_settled_char, plain)) else None


def normalize_name(text: str) -> str:
    """Give the normal form of *text*: ``clean_text``, casefolded; ``''`` for nothing visible.

    Dotted capital I becomes i, dotless i stays what it is, ß is ss. Idempotent, and equal for
    canonically equivalent strings. Never raises on a ``str``.

    >>> normalize_name("Şeyda  O\u2019Brien\u2014KARIMI")
    "şeyda o'brien-karimi"
    >>> normalize_name("\u0671\u0644\u0644\u0651\u0647")
    'الله'
    """
    return text.lower() if _settled(text) else _compose(text.translate(_FOLDED))


def _compose(text: str) -> str:
    """Set marks, half-spaces, Sorani vowels and white space of translated text in order."""
    attached = _attach_marks(text)
    if SORANI_E in attached:
        attached = _VOWEL_WITHIN.sub("", attached).replace(SORANI_E, "ه")
    return unicodedata.normalize("NFC", " ".join(attached.split()))


def _attach_marks(text: str) -> str:
    """Keep the marks that belong to a letter and the half-spaces that part two letters."""
    out: list[str] = []
    base, parted = "", False
    for char in text:
        if char == ZWNJ:
            parted = True
        elif char < "\u0300" or not unicodedata.category(char).startswith("M"):
            if parted and base.isalpha() and char.isalpha():
                out.append(ZWNJ)
            out.append(char)
            base, parted = char, False
        elif base == SORANI_E:
            out[-1] = base = "ه" if char == _HAMZA else base  # فاطمۀ, apart
        elif (base, char) in _MARKED_LETTERS:
            base = out[-1] = _MARKED_LETTERS[base, char]
        elif base.isalpha() and base not in PERSIAN_LETTERS and (base, char) != ("i", "\u0307"):
            out.append(char)
    return "".join(out)


def _plain_text(char: str) -> str:
    if char in _PLAIN:  # before it is taken apart: the decomposition of an acute has a space
        return _PLAIN[char]
    return "".join(map(_plain, unicodedata.normalize("NFKD", char)))


def _plain(char: str) -> str:
    """Give what stands for one decomposed character in normal form, '' to drop it."""
    if char in _PLAIN:
        return _PLAIN[char]
    category = unicodedata.category(char)
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    return "" if category in {"Cf", "Cs", "Me"} or _is_vowel_mark(char, category) else char


def _is_vowel_mark(char: str, category: str) -> bool:
    """Tell whether a mark is no part of a letter: an Arabic vowel, a variation sign."""
    if category != "Mn" or char in (_MADDA, _HAMZA):
        return False
    return unicodedata.name(char, "").startswith(("ARABIC", "VARIATION", "COMBINING ENCLOSING"))


def _read_signs() -> dict[str, str]:
    groups = (
        (_APOSTROPHES, "'"),
        (_HYPHENS, "-"),
        (_COMMAS, ","),
        (_FULL_STOPS, "."),
        (_HALF_SPACES, ZWNJ),
        (_UNSEEN, ""),
        ("\u2800", " "),
    )
    signs = {char: plain for chars, plain in groups for char in chars}
    # Vowel marks in a form of their own would decompose into a space and a mark.
    return signs | dict.fromkeys(map(chr, (*range(0xFE70, 0xFE80), *range(0xFC5E, 0xFC64))), "")


def _read_letters() -> dict[str, str]:
    """Read letters.tsv: {letter: the Persian letter for it, or '' to drop it}."""
    table = (resources.files("namematch") / "data" / "letters.tsv").read_text("utf-8")
    letters: dict[str, str] = {}
    for number, line in enumerate(table.splitlines(), 1):
        if line.startswith(("#", "code\t")):
            continue
        code, letter, target, _name, _why = line.split("\t")
        if f"U+{ord(letter):04X}" != code or target not in PERSIAN_LETTERS or letter in letters:
            raise TableError(f"letters.tsv:{number}: {code!r} is not {letter!r}, or twice here")
        letters[letter] = target
    return letters


_PLAIN = _read_signs() | _read_letters() | {SORANI_E: SORANI_E}
_CLEAN: Answers[int, str] = Answers(lambda code: _plain_text(_plain_text(chr(code))))
_FOLDED: Answers[int, str] = Answers(lambda code: _plain_text(_plain_text(chr(code)).casefold()))
