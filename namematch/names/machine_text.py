"""Text that machines wrote in, the text that a person would have written out; None for any other.

Travel documents (ICAO 9303) and airlines, e-mail addresses, and what programs make of a page: letters spaced
apart, lines of Arabic script in visual order.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from ..text.normalize import clean_text
from ..text.scripts import SCRIPT_OF_LETTER, Script
from .clause_words import persian_words, turned_names

_LEAST_TURNED: Final = 6  # letters of the names that are known when they are turned
VISUAL_ORDER: Final = "letters in visual order"  # the note of a text that was turned round
LEAST_SPACED: Final = 4  # letters spaced apart: fewer may be initials

_ZONE: Final = re.compile(
    r"(?P<issuer>[PVIAC][A-Z<][A-Z]{3}(?=[A-Z]+(?:<[A-Z]+)*<<))?"
    r"(?P<family>[A-Z]+(?:<[A-Z]+)*)<<(?P<given>[A-Z]*(?:<[A-Z]+)*)<*(?P<rest>.*)",
    re.DOTALL,
)
_AIRLINE: Final = re.compile(
    r"([A-Z][A-Z ]*[A-Z])(?<=[A-Z]{2})/([A-Z][A-Z ]*?[A-Z])(?: ?(MRS|MR|MISS|MSTR|MS|DR|CHD|INF))?"
)
_AGES: Final = frozenset({"MSTR", "CHD", "INF"})  # a child's, which no name has
_ADDRESS: Final = re.compile(r"(?:mailto:)?([\w.'+-]+)@((?:[\w-]+\.)+[A-Za-z]{2,})", re.IGNORECASE)
_SHAPED: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")  # Arabic letters by their shape in a word
_WIDE_GAP: Final = re.compile(r"\s{2,}")
_CAPITAL: Final = re.compile(r"(?<=[^\W\d_])(?=[A-Z](?<=[a-z].))")  # after a small letter
_GAP: Final = re.compile(r"[^\w']+")
_OUTER_SHAPES: Final = (("FINAL", "MEDIAL"), ("INITIAL", "MEDIAL"))  # that begin, that end a turned word


class MachineText(NamedTuple):
    """What a person would have written, and what else stands there."""

    text: str
    notes: tuple[str, ...]


def read_zone(clean: str) -> MachineText | None:
    """The machine-readable zone of a travel document, and a booking of an airline.

    >>> read_zone("P<IRNKARIMI<<GHOLAM<REZA<<<<<<")
    MachineText(text='KARIMI, GHOLAM REZA', notes=('P IRN',))
    >>> read_zone("FATTAHIAN/GHAFOURMR").text
    'FATTAHIAN, GHAFOUR MR'
    """
    if found := _AIRLINE.fullmatch(clean.strip()):
        family, given, title = found.groups("")
        if title in _AGES:
            return MachineText(f"{family}, {given}", (title,))
        return MachineText(f"{family}, {given} {title}".rstrip(), ())
    if "<<" not in clean or not (found := _ZONE.fullmatch(clean.strip())):
        return None
    issuer, family, given, rest = (found[x] or "" for x in ("issuer", "family", "given", "rest"))
    text = ", ".join(part.replace("<", " ").strip() for part in (family, given) if part.strip("<"))
    notes = (" ".join(part.replace("<", " ").split()) for part in (f"{issuer[:1]} {issuer[1:]}", rest))
    return MachineText(text, tuple(note for note in notes if any(map(str.isalpha, note))))


def read_address(clean: str) -> MachineText | None:
    """An e-mail address: its local part is the name, unless a name stands beside it.

    >>> read_address("ali.karimi@example.com"), read_address("Ali Karimi <ak@example.com>").text
    (MachineText(text='ali karimi', notes=('example.com',)), 'Ali Karimi')
    """
    found = _ADDRESS.search(clean)
    if found is None:
        return None
    outside = clean[: found.start()] + " " + clean[found.end() :]
    outside = re.sub(r"[<(\[]\s*[>)\]]", " ", outside).strip(" ,;:-")
    if any(map(str.isalpha, outside)):
        return MachineText(outside, (found[0],))
    local, _, tag = found[1].partition("+")
    local = re.sub(r"[._\d-]+", " ", local).strip()
    return MachineText(local, tuple(filter(None, (tag, found[2]))))


def are_spaced_apart(words: Sequence[str]) -> bool:
    """Whether the *words* of a text may be the letters of one name, each alone."""
    return len(words) >= LEAST_SPACED and all(len(word) == 1 for word in words)


def read_spaced(text: str) -> MachineText | None:
    """Letters that a program set apart: wider gaps, or capitals, tell the words. In Latin letters one of them
    must, for many initials look the same.

    >>> read_spaced("A l i  K a r i m i").text, read_spaced("A l i K a r i m i").text, read_spaced("A. L. I.")
    ('Ali Karimi', 'Ali Karimi', None)
    """
    letters = text.split()
    if not are_spaced_apart(letters) or not all(map(str.isalpha, letters)):
        return None
    words = ["".join(word.split()) for word in _WIDE_GAP.split(text.strip())]
    if all(len(word) == 1 for word in words):
        words = ["".join(words)]
    parted = _CAPITAL.sub(" ", " ".join(words))
    sure = " " in parted or SCRIPT_OF_LETTER[letters[0]] is Script.PERSIAN
    return MachineText(parted, ()) if sure else None


def read_turned(text: str, clean: str) -> MachineText | None:
    """Arabic script in visual order, its last letter first: by letters shaped for the other end of a word,
    or by words that are no names as they stand and are, most of them, when turned. *clean* is the text as
    ``clean_text`` gives it.

    >>> read_turned("یمیرک یلع", "یمیرک یلع")
    MachineText(text='علی کریمی', notes=('letters in visual order',))
    >>> read_turned("علی کریمی", "علی کریمی") is None
    True
    """
    if not ((text != clean and _has_turned_shapes(text)) or _has_turned_words(clean)):
        return None
    return MachineText(clean_text(text[::-1]), (VISUAL_ORDER,))


def is_shaped(text: str) -> bool:
    """Whether letters of *text* are encoded by their shape in a word, as programs do that draw text."""
    return _SHAPED.search(text) is not None


def _has_turned_shapes(text: str) -> bool:
    if not is_shaped(text):
        return False
    ends = [(_shape(word[0]), _shape(word[-1])) for word in text.split() if len(word) > 1]
    turned = sum((a in _OUTER_SHAPES[0]) + (b in _OUTER_SHAPES[1]) for a, b in ends)
    straight = sum((a == "INITIAL") + (b == "FINAL") for a, b in ends)
    return turned > straight


def _shape(letter: str) -> str:
    """FINAL, INITIAL, MEDIAL or ISOLATED, of a letter encoded by its shape."""
    return unicodedata.name(letter, "").removesuffix(" FORM").rpartition(" ")[2]


def _has_turned_words(clean: str) -> bool:
    words = [word for word in _GAP.split(clean) if len(word) > 1]
    turned = [word for word in words if word in turned_names()]
    # ناب is no name, and بان is one: a short word tells nothing, nor one of two.
    enough = 3 * len(turned) >= 2 * len(words) and sum(map(len, turned)) >= _LEAST_TURNED
    return bool(words) and enough and persian_words().isdisjoint(words)
