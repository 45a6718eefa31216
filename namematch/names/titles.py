"""The words of a text in, its titles apart from the words of the name out.

Which words are titles, and of which kind, ``title_table`` says: add a new one to its tables. Those that are
written as one with a given name (Seyedhassan) stand in ``data/attached.tsv``.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from ..text.memory import REMEMBERED_WORDS
from ..text.normalize import normalize_name
from ..text.tables import read_table
from .title_table import LONGEST_WORD, shipped_titles, sound_of_word
from .words import WrittenWord, read_word, word_kinds

# The kinds of titles that are looked for, by place; ``data/README.md`` says what each kind is.
NAMES_TOO: Final = frozenset({"maybe", "maybe around", "mostly", "seldom"})  # Mirza and Seyed
NEVER_NAMES: Final = frozenset({"always", "around", "inside"})  # at the head of a surname
AT_HEAD: Final = NEVER_NAMES | NAMES_TOO  # at the head of a name
BETWEEN_COMMAS: Final = NEVER_NAMES | {"after"}
_AT_TAIL: Final = frozenset({"around", "after", "maybe around"})
_BETWEEN_WORDS: Final = frozenset({"around", "inside"})
# Kinds of words that may be a title in the middle of a name too, and are one behind its first word only.
_LIKE_TITLES: Final = NAMES_TOO - {"seldom"}
_BEHIND: Final = "behind"

# Words of the name that must be left beside a title of a kind: Seyed alone with a surname is a given name.
_LEAST_LEFT: Final = {
    "always": 0,
    "around": 0,
    "inside": 0,
    "after": 1,
    "mostly": 1,
    "maybe": 2,
    "maybe around": 2,
    "seldom": 2,
}
_LEAST_DETACHED: Final = 3  # letters that are left of a word without its title: Seyedi and Seyedeh are whole


def take_titles(
    words: list[WrittenWord], kinds: frozenset[str], *, elsewhere: int = 0
) -> tuple[list[str], list[WrittenWord]]:
    """Part the titles at the tail, those of *kinds* at the head, and those that are no names in between, from
    the rest.

    *elsewhere* is how many words of the name stand in another part of it.
    """
    before: list[str] = []
    after: list[str] = []
    start, stop = 0, len(words)
    while length := _title_length(words, (start, stop), _AT_TAIL, elsewhere, tail=True):
        after.append(_joined_text(words[stop - length : stop]))
        stop -= length
    while length := _title_length(words, (start, stop), kinds, elsewhere, tail=False):
        before.append(_joined_text(words[start : start + length]))
        start += length
    inside, left = _take_inside(words[start:stop])
    if kinds >= NAMES_TOO and left and _has_words(left, range(len(left)), _LEAST_LEFT["maybe"] - elsewhere):
        attached, left[0] = detach_title(left[0])
        before += attached
    return before + inside + after[::-1], left


def _take_inside(words: list[WrittenWord]) -> tuple[list[str], list[WrittenWord]]:
    """Part the titles with a word before and one behind, where none can be a name: Hassan Dr. Karimi, but
    not Hassan Mohandes Zadeh."""
    if not any(word.title for word in words[1:-1]):
        return [], words
    titles: list[str] = []
    left = words[:1]
    start, stop = 1, len(words) - 1
    while start < stop:
        length = _title_length(words, (start, stop), _BETWEEN_WORDS, 1, tail=False)
        if length and _are_parted(left[-1], words[start + length]):
            titles.append(_joined_text(words[start : start + length]))
        else:
            length = 1
            left.append(words[start])
        start += length
    return titles, left + words[stop:]


def _are_parted(before: WrittenWord, behind: WrittenWord) -> bool:
    """Whether two words are no one word without the title between them: Abd Dr. al-Karim stays as it is."""
    return not (behind.binds == "suffix" or before.binds == "prefix" or behind.particle or before.particle)


def detach_title(word: WrittenWord) -> tuple[list[str], WrittenWord]:
    """Part the title that is written as one with the given name: سیدعلی, Seyedhassan."""
    rest = without_title(word.text)
    if rest == word.text:
        return [], word
    left = read_word(rest, word.script, shipped_titles())
    return [word.text[: -len(rest)]], left._replace(upper_case=word.upper_case)


def without_title(text: str) -> str:
    """The word *text* without a title that is written as one with it.

    >>> without_title("seyedhassan"), without_title("seyedi")
    ('hassan', 'seyedi')
    """
    for title in attached_titles():
        if text.startswith(title) and len(text) - len(title) >= _LEAST_DETACHED:
            return text[len(title) :]
    return text


@cache
def attached_titles() -> tuple[str, ...]:
    """Read the titles that may be joined to a given name, longest first."""
    return tuple(sorted(word_kinds("attached"), key=len, reverse=True))


def _title_length(
    words: list[WrittenWord],
    bounds: tuple[int, int],
    kinds: frozenset[str],
    elsewhere: int,
    *,
    tail: bool,
) -> int:
    """Count the words of the longest title at one end of *bounds*; 0 for none."""
    start, stop = bounds
    title = words[stop - 1 if tail else start].title if start < stop else None
    if title is None:
        return 0
    key, table = title
    longest = (table.from_last if tail else table.from_first).get(key, 0)
    for length in range(min(longest, stop - start), 0, -1):
        first, last = (stop - length, stop) if tail else (start, start + length)
        keys = " ".join(word.title.key if word.title else "" for word in words[first:last])
        kind = table.kinds.get(keys, "")
        rest = range(start, first) if tail else range(last, stop)
        if kind in kinds and _has_words(words, rest, _LEAST_LEFT[kind] - elsewhere):
            return length
    return 0


def _joined_text(words: Iterable[WrittenWord]) -> str:
    return " ".join(word.text for word in words)


def _has_words(words: list[WrittenWord], places: range, least: int) -> bool:
    """Tell whether *places* hold at least so many words that are no particles."""
    named = (place for place in places if not words[place].particle)
    return least <= 0 or sum(1 for _ in islice(named, least)) == least


def kind_of_title(text: str) -> str:
    """The kind of a word that is a title by itself; '' for any other."""
    return _remembered_kind(text) if len(text) <= LONGEST_WORD else ""


@lru_cache(maxsize=REMEMBERED_WORDS)
def _remembered_kind(text: str) -> str:
    title = shipped_titles().find(text)
    return title.table.kinds.get(title.key, "") if title else ""


def is_title_alone(word: WrittenWord) -> bool:
    """Whether a word by itself is a title, be it of this package or of a caller."""
    return word.title is not None and word.title.key in word.title.table.kinds


def is_name_too(text: str) -> bool:
    """Whether a title in normal form, which was taken off, may be a word of the name: Seyed, but not Dr."""
    return " " not in text and kind_of_title(text) in NAMES_TOO


def is_seldom_title(text: str) -> bool:
    """Whether a title in normal form, which was taken off, is a name far more often: Said and Sajjad."""
    return kind_of_title(text) == "seldom"


def is_title(text: str, *, first: bool, following: str = "") -> bool:
    """Whether a word of a name, in normal form, may be a title where it stands: Seyed in "Seyed Zafari,
    Alireza", and Khan where it is not the *first* word; neither where it is one surname with the *following*
    word.

    >>> [is_title("khan", first=False, following=text) for text in ("lari", "mohammadi", "")]
    [True, False, True]
    """
    kind = kind_of_title(text)
    if not following or first:
        return kind in _LIKE_TITLES or (kind == _BEHIND and not first)
    return (kind in _LIKE_TITLES or kind == _BEHIND) and sound_of_word(text + following) not in _surnames()


@cache
def _surnames() -> frozenset[str]:
    """The surnames of the lexicon, some of which begin with a title: Khanmohammadi, Mirzakhani."""
    columns = ("persian", "latin", "frequency", "variants")
    rows = read_table("family", columns, optional=("variants",), as_written=("latin", "frequency"))
    texts = [text for persian, latin, _, variants in rows for text in (persian, latin, *variants.split())]
    return frozenset(sound_of_word(normalize_name(text)) for text in texts)
