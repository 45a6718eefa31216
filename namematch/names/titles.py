"""The words of a text in, its titles apart from the words of the name out.

Titles stand in ``data/titles.tsv``, each with a kind that says where it is one: add a new one there. Those
that are written as one with a given name (Seyedhassan) stand in ``data/attached.tsv``.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, islice, product
from typing import Final, NamedTuple

from .words import WrittenWord, word_kinds, word_of

# The kinds of titles that are looked for, by place; ``data/README.md`` says what each kind is.
NAMES_TOO: Final = frozenset({"maybe", "maybe around"})  # Mirza and Seyed
NEVER_NAMES: Final = frozenset({"always", "around"})  # at the head of a surname
AT_HEAD: Final = NEVER_NAMES | NAMES_TOO  # at the head of a name
BETWEEN_COMMAS: Final = NEVER_NAMES | {"after"}
_AT_TAIL: Final = frozenset({"around", "after", "maybe around"})

# Words of the name that must be left beside a title of a kind: Seyed alone with a surname is a given name.
_LEAST_LEFT: Final = {"always": 0, "around": 0, "after": 1, "maybe": 2, "maybe around": 2}
_LEAST_DETACHED: Final = 3  # letters that are left of a word without its title: Seyedi and Seyedeh are whole


class _Titles(NamedTuple):
    kinds: dict[str, str]  # of a title's words joined by spaces
    from_first: dict[str, int]  # the most words that a title with this first word has
    from_last: dict[str, int]


@cache
def title_table() -> _Titles:
    """Read titles.tsv, with each title of several words also in its joined spellings."""
    kinds = dict(word_kinds("titles"))
    for title, kind in word_kinds("titles").items():
        for joined in _joinings(title.split()):
            kinds.setdefault(joined, kind)
    from_first: dict[str, int] = {}
    from_last: dict[str, int] = {}
    for words in map(str.split, kinds):
        from_first[words[0]] = max(len(words), from_first.get(words[0], 0))
        from_last[words[-1]] = max(len(words), from_last.get(words[-1], 0))
    return _Titles(kinds, from_first, from_last)


@cache
def title_words() -> frozenset[str]:
    """Every word that is a title or one of its words."""
    return frozenset(word for title in title_table().kinds for word in title.split())


def _joinings(words: list[str]) -> Iterator[str]:
    """Yield the words in their order, each gap a space or nothing."""
    for gaps in product((" ", ""), repeat=len(words) - 1):
        yield "".join(chain.from_iterable(zip(words, (*gaps, ""), strict=True)))


def take_titles(
    words: list[WrittenWord], kinds: frozenset[str], *, elsewhere: int = 0
) -> tuple[list[str], list[WrittenWord]]:
    """Part the titles at the tail, then those of *kinds* at the head, from the rest.

    *elsewhere* is how many words of the name stand in another part of it.
    """
    table = title_table()
    before: list[str] = []
    after: list[str] = []
    start, stop = 0, len(words)
    while start < stop and words[stop - 1].text in table.from_last:
        length = _title_length(words, (start, stop), _AT_TAIL, elsewhere, tail=True)
        if not length:
            break
        after.append(_joined_text(words[stop - length : stop]))
        stop -= length
    while start < stop and words[start].text in table.from_first:
        length = _title_length(words, (start, stop), kinds, elsewhere, tail=False)
        if not length:
            break
        before.append(_joined_text(words[start : start + length]))
        start += length
    left = words[start:stop]
    if kinds >= NAMES_TOO and left and _has_words(left, range(len(left)), _LEAST_LEFT["maybe"] - elsewhere):
        attached, left[0] = detach_title(left[0])
        before += attached
    return before + after[::-1], left


def detach_title(word: WrittenWord) -> tuple[list[str], WrittenWord]:
    """Part the title that is written as one with the given name: سیدعلی, Seyedhassan."""
    rest = without_title(word.text)
    if rest == word.text:
        return [], word
    return [word.text[: -len(rest)]], word_of(rest, word.script, upper_case=word.upper_case)


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
    table = title_table()
    start, stop = bounds
    longest = table.from_last[words[stop - 1].text] if tail else table.from_first[words[start].text]
    for length in range(min(longest, stop - start), 0, -1):
        first, last = (stop - length, stop) if tail else (start, start + length)
        kind = table.kinds.get(_joined_text(words[first:last]), "")
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


def is_title(text: str) -> bool:
    """Whether a token in normal form may be a title where it stands: Seyed, in "Seyed Zafari, Alireza"."""
    return title_table().kinds.get(text) in NAMES_TOO
