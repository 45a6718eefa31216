"""The text of one name in, the name without what is no part of it out, and these remarks.

List numbers and footnotes, dates, places behind a comma or a hyphen, trades, placeholders, and the number of
a bearer (Jr., III, دوم).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final

from .clause_words import clause_words, matcher_of, remark_words, words_of_kind
from .title_table import TitleTable

_NAME_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
FULL_NAME: Final = 2  # words
_LIST_LETTER: Final = re.compile(r"\s*([^\W\d_])\)\s+")
_IBN: Final = re.compile(r"(?<=[^\W\d_]{2} )b\. ?(?=[^\W\d_]{2})")  # in lower case: B. is an initial

Told = tuple[str, list[str]]  # what is left, and the remarks


def words_in(text: str) -> list[str]:
    """The words of clean text, casefolded."""
    return [word.casefold() for word in _NAME_WORD.findall(text)]


def are_titles(words: Iterable[str], titles: TitleTable) -> bool:
    """Whether each of *words* is one of a title."""
    return all(titles.find(word) is not None for word in words)


def has_letters(text: str) -> bool:
    """Whether there is a letter in *text*."""
    return any(map(str.isalpha, text))


def spelled_out(text: str) -> str:
    """*text* with the b. of scholars, who mean ibn, written out.

    >>> spelled_out("Nadir b. Karim"), spelled_out("Ali B. Karimi")
    ('Nadir bin Karim', 'Ali B. Karimi')
    """
    return _IBN.sub("bin ", text)


def is_nobody(text: str) -> bool:
    """Whether a whole cell says that there is no name.

    >>> is_nobody("N/A"), is_nobody("بی\u200cنام"), is_nobody("Null, Ali")
    (True, True, False)
    """
    found = matcher_of(r"\W*(?:WORD\W*)+", "nobody").fullmatch(text)
    return found is not None


def is_remark(words: Sequence[str]) -> bool:
    """Whether *words* that stand apart from a name are no other name.

    >>> is_remark(["politician"]), is_remark(["new", "york"]), is_remark(["hamed", "sadr"])
    (True, True, False)
    """
    return not remark_words().isdisjoint(words) or is_place(words) or _is_generation(words)


def is_place(words: Sequence[str]) -> bool:
    """Whether all *words* together are a place, or each is one."""
    places = words_of_kind("place")
    return " ".join(words) in places or (bool(words) and all(word in places for word in words))


def without_remarks(text: str, kinds: frozenset[str], titles: TitleTable, *, least: int = FULL_NAME) -> Told:
    """Take the remarks off a name, of which there may be some of these *kinds*, and which are none of the
    *titles*; a place behind a comma needs at *least* so many words before it, for in Karimi, Farah it is a
    given name.

    >>> from .title_table import shipped_titles
    >>> without_remarks("a) Gol Agha Rasuli , paktia", frozenset({"place"}), shipped_titles())
    ('Gol Agha Rasuli', ['a', 'paktia'])
    >>> without_remarks("George W. Hill III", frozenset({"generation"}), shipped_titles())
    ('George W. Hill', ['III'])
    """
    steps: tuple[tuple[bool, Callable[[str], Told]], ...] = (
        (")" in text, _without_list_letter),
        (any(map(str.isdigit, text)), _without_list_number),
        (any(map(str.isdigit, text)), _without_dates),
        ("nothing" in kinds, _without_placeholders),
        ("," in text, partial(_without_segments, titles=titles, least=least)),
        ("-" in text, _without_place),
        ("generation" in kinds, _without_generation),
    )
    notes: list[str] = []
    for needed, step in steps:
        if needed:
            text, found = step(text)
            notes += found
    return text.strip(" ,;:-+&=|*"), notes


def _without_list_letter(text: str) -> Told:
    found = _LIST_LETTER.match(text)
    return (text[found.end() :], [found[1]]) if found else (text, [])


def _without_list_number(text: str) -> Told:
    found = matcher_of(r"\W*(WORD)\W*\d+", "number").match(text)
    return (text[found.end() :], [found[1]]) if found else (text, [])


def is_date(text: str) -> bool:
    """Whether all words of *text* are about a date: زاده ۱۳۴۰."""
    return any(map(str.isdigit, text)) and not has_letters(_without_dates(text)[0])


def _without_dates(text: str) -> Told:
    dates = matcher_of(r"[,;]?\s*WORD\.?\s*:?\s*(?:[^\W\d_]+\s+)?\d[^,]*", "date", "birth")
    notes = [found[0].strip(" ,;") for found in dates.finditer(text)]
    return dates.sub(" ", text) if notes else text, notes


def _without_placeholders(text: str) -> Told:
    nothing = matcher_of("WORD", "nothing")
    notes = [found[0] for found in nothing.finditer(text)]
    return nothing.sub(" ", text) if notes else text, notes


def _without_segments(text: str, titles: TitleTable, least: int) -> Told:
    """Take remarks off that stand between commas behind a name."""
    first, *others = text.split(",")
    kept, notes = [first], []
    words = words_in(first)
    for segment in others:
        behind = words_in(segment)
        place = is_place(behind) and len(words) >= least
        footnote = _are_footnotes(first, segment) and len(words) > FULL_NAME
        title = are_titles(behind, titles)
        remark = not (title or remark_words().isdisjoint(behind)) and len(words) >= FULL_NAME
        if behind and (place or footnote or remark or _is_generation(behind)):
            notes.append(segment.strip())
        elif behind:
            kept.append(segment)
            words += behind
    if notes and len(kept) == 1 and _are_footnotes(first, notes[0]):
        kept, notes = [first.rstrip()[:-1]], [first.rstrip()[-1], *notes]
    return ",".join(kept), notes


def _are_footnotes(first: str, segment: str) -> bool:
    """Ali Karimi a,b: single letters, in lower case, on both sides of a comma."""
    letter = re.search(r"(?<=\s)[a-z]\s*$", first)
    return letter is not None and re.fullmatch(r"\s*[a-z]\s*", segment) is not None


def _without_place(text: str) -> Told:
    """Take a place or a trade off behind the last hyphen: Darzadi-Jawzjan."""
    before, hyphen, behind = text.rpartition("-")
    words = words_in(behind)
    apart = hyphen and "," not in behind and len(words_in(before)) >= FULL_NAME
    if apart and (is_place(words) or (behind[:1] == " " and is_remark(words))):
        return before, [behind.strip()]
    return text, []


def _without_generation(text: str) -> Told:
    """Take off which bearer of the name it is: George Hill III; Hill Jr., George."""
    words = list(_NAME_WORD.finditer(text))
    before, comma, _ = text.partition(",")
    of_surname = list(_NAME_WORD.finditer(before))[1:] if comma else []  # Vi, Ali Reza has that surname
    for word in (*words[-1:], *of_surname[-1:]):
        if len(words) > FULL_NAME and _is_generation([word[0].casefold()]):
            rest = text[word.end() :].removeprefix(".")
            return text[: word.start()].rstrip(" ,") + rest, [word[0]]
    return text, []


def _is_generation(words: Sequence[str]) -> bool:
    return bool(words) and all(clause_words().get(word) == "generation" for word in words)
