"""A text in, the people whom it names out: one, or several with a word, a sign or commas between them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ..text.scripts import SCRIPT_OF_LETTER
from .clause_words import clause_triggers, given_names, matcher_of, surnames, words_of_kind
from .remarks import FULL_NAME, are_titles, has_letters, words_in
from .title_table import TitleTable
from .titles import without_title

_TABLES: Final = 4  # of titles, for which the words behind an and are remembered
_LISTED: Final = re.compile(r"[;؛]|(?<!\b\w)/(?!\w\b)")  # between names; not in s/o


def people_in(text: str, kinds: frozenset[str], titles: TitleTable) -> tuple[list[str], list[str]]:
    """The parts of a text that are a person each, one for most texts; and the words between them."""
    between = matcher_of(r"\s*[&+]\s*|\s+WORD\s+", "and")
    parts, words = [text], list[str]()
    if "and" in kinds or "&" in text or "+" in text:
        parts = [part.strip() for part in between.split(text) if has_letters(part)]
        words = between.findall(text)
        if _is_of_title(parts, titles):
            return [text], []
        if len(parts) > 1:
            parts = [x for part in parts for x in _between_commas(part, titles, sure=True) or [part]]
    if len(parts) < 2 and _LISTED.search(text):  # noqa: PLR2004
        listed = [part.strip() for part in _LISTED.split(text) if has_letters(part)]
        parts = listed if _are_people(listed, titles) else parts
    if len(parts) < 2 and "," in text:  # noqa: PLR2004
        parts = _between_commas(text, titles)
    if len(parts) < 2 or all(len(word) == 1 for part in parts for word in words_in(part)):  # noqa: PLR2004
        return [text], []  # A & B are no two people
    last = parts[-1].split()
    family = f" {last[-1]}" if len(last) > 1 else ""
    return [part + family if _is_alone(part) else part for part in parts], words


def _is_of_title(parts: Sequence[str], titles: TitleTable) -> bool:
    """Whether *parts* are those of a title, حجت الاسلام و المسلمین, and none of them a person."""
    for one, two in pairwise(map(words_in, parts)):
        if two and are_titles(one, titles):
            behind = titles.find(two[0])
            if len(one) > 1 or (behind is not None and behind.key in _behind_and(titles)):
                return True
    return False


@lru_cache(maxsize=_TABLES)
def _behind_and(titles: TitleTable) -> frozenset[str]:
    """The keys of the words that stand behind an and in titles."""
    ands = {word.key for text in words_of_kind("and") if (word := titles.find(text))}
    found = (pairwise(title.split()) for title in titles.kinds)
    return frozenset(after for pairs in found for before, after in pairs if before in ands)


def _is_alone(part: str) -> bool:
    """Ali, in Ali & Sara Karimi."""
    return "," not in part and len(words_in(part)) == 1


def _first_name(words: Sequence[str], titles: TitleTable) -> str:
    """The first of *words* that is none of a title; of titles alone the first."""
    return next((word for word in words if not are_titles([word], titles)), words[0])


def _are_people(parts: Sequence[str], titles: TitleTable) -> bool:
    """Whether what semicolons or strokes part are several people, not spellings of one name: these begin
    alike but for titles, or are of two scripts. A second name that is quite another may be an alias; somebody
    must look."""
    if len(parts) < 2 or any(len(words_in(part)) < FULL_NAME for part in parts):  # noqa: PLR2004
        return False
    named = (_first_name(words_in(part), titles) for part in parts)
    first = list(map(without_title, named))  # Seyed Ali and Seyedali
    scripts = {SCRIPT_OF_LETTER[word[0]] for word in first}
    return len(scripts) == 1 and len({word[0] for word in first}) > 1


def _between_commas(text: str, titles: TitleTable, *, sure: bool = False) -> list[str]:
    """Ali Karimi, Sara Ahmadi: each part begins with a given name, and all but the first end with a surname
    that is no given name; where it is *sure* that there are several people, one that begins so is enough."""
    parts = [part.strip() for part in text.split(",") if has_letters(part)]
    given = given_names()
    known = False
    for part in parts:
        words = [word for word in words_in(part) if not are_titles([word], titles)]
        if len(words) < FULL_NAME or any(len(word) == 1 for word in words) or words[0] in clause_triggers():
            return []
        last_given, last_family = words[-1] in given, words[-1] in surnames()
        if last_given and (part is not parts[0] or not last_family):  # Karimi Nejad, Ali Reza
            return []
        if not sure and not (words[0] in given and (last_family or part is parts[0])):
            return []
        known |= words[0] in given
    return parts if known else []
