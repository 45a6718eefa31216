"""Text in, Name out: the words of a name, each with its role, titles apart.

Text becomes words (``words``), commas, capitals and fields tell given from family and titles come off
(``titles``): ``PartedWords``. Then each word gets its role, and the tokens of the name are made. The words
that decide (titles, particles, words that are one with a neighbour) are in ``data/``. What a cell holds
beside a name is taken off before (``clauses``).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from ..text.memory import LONGEST_REMEMBERED, REMEMBERED_WORDS
from ..text.normalize import clean_text
from ..text.scripts import SCRIPT_OF_LETTER, Script
from .clauses import Clauses, may_have_clauses, read_clauses
from .constructs import construct_words
from .initials import part_initials, read_letter_names, trailing_initials
from .name import Name, Role, Token
from .patronymics import with_patronymic
from .title_table import TitleTable, shipped_titles, titles_with
from .titles import AT_HEAD, BETWEEN_COMMAS, NAMES_TOO, NEVER_NAMES, is_name_too, take_titles
from .words import WrittenWord, split_words

_LEAST_UPPER_CASE: Final = 3  # letters of a surname in upper case: two may be two initials
_ROLES: Final = (Role.GIVEN, Role.FAMILY, Role.PARTICLE, Role.TITLE)
_GIVEN, _FAMILY, _PARTICLE, _TITLE = range(4)  # keys of a cache: the hash of a Role is slow


def parse_name(
    text: str, *, given: str | None = None, family: str | None = None, titles: tuple[str, ...] = ()
) -> Name:
    """Read a name: part its words, take off the titles, tell given from family.

    The parts are certain, and the words beside their boundary never join, where a comma
    ("Karimi, Ali"), an upper-case surname ("KARIMI Ali") or the fields *given* and *family*
    tell them. Else the last word is taken for the family, with an article before it, or with
    the word before where it is an ending such as zadeh. With one field alone the other part is
    what *text* has beside it. With fields and a blank *text* the fields are its ``Name.text``.
    *titles*, each of one word or several in any script, are taken off beside those that this package
    knows; one that is known to be a name as well, as Mirza is, may still stand for a word in comparing.

    Other names, the father's name and remarks in *text* are apart (``Name.aliases``, ``father``, ``notes``);
    of several persons the name is the first one's, and ``Name.persons`` has all. Symbols and digits go; every
    letter stays, in the tokens, the titles or a clause, those of a script that has a romanisation as Latin
    ones (Карими is karimi). Text without letters, or with a placeholder (N/A), gives a Name without tokens.
    Never raises on a ``str``; the time is linear in its length.

    >>> name = parse_name("Dr. KARIMI Seyed Ali-Reza")
    >>> name.given, name.family, name.titles, name.surname_first
    ('ali reza', 'karimi', ('dr', 'seyed'), True)
    >>> [(token.text, token.joins) for token in parse_name("علی\u200cرضا کریمی").tokens]
    [('علی', True), ('رضا', True), ('کریمی', False)]
    >>> name = parse_name("Maryam Karimi (née Ahmadi), 1920-1985")
    >>> name.family, [alias.family for alias in name.aliases], name.notes
    ('karimi', ['ahmadi'], ('née',))
    >>> parse_name("").tokens
    ()
    >>> parse_name("Guild Master Ali Karimi", titles=("Guild Master",)).titles
    ('guild master',)
    """
    known = titles_with(titles)
    if given is None and family is None:
        clean = clean_text(text)
        segments = [split_words(segment, known) for segment in clean.split(",")]
        clauses = read_clauses(text, titles) if may_have_clauses(text, clean, segments) else None
        if clauses is not None:
            return _name_of_clauses(text, clauses, titles)
        return with_patronymic(name_of_parts(text, _read_clean(clean, known)))
    fields = (given or "", family or "")
    shown = text if text.strip() else " ".join(filter(None, fields))
    return with_patronymic(name_of_parts(shown, _read_fields(text, *fields, known)))


class PartedWords(NamedTuple):
    """A name's words in given-family order; all in *given* where the text does not tell the parts."""

    given: list[WrittenWord]
    family: list[WrittenWord]
    titles: list[str]
    parts_known: bool
    surname_first: bool = False


def _read_text(text: str, known: TitleTable) -> PartedWords:
    return _read_clean(clean_text(text), known)


def _read_clean(clean: str, known: TitleTable) -> PartedWords:
    clean = read_letter_names(clean)
    if "," not in clean:
        return read_unparted(part_initials([construct_words(clean, known)])[0])
    segments = [words for segment in clean.split(",") if (words := construct_words(segment, known))]
    return read_segments(part_initials(segments))


def parse_alone(text: str, titles: tuple[str, ...] = ()) -> Name:
    """Read *text* as one name and nothing else, whatever stands in it, with the *titles* of a caller."""
    return name_of_parts(text, _read_text(text, titles_with(titles)))


def _name_of_clauses(text: str, clauses: Clauses, titles: tuple[str, ...]) -> Name:
    """The name of a cell whose clauses are parted."""
    name = with_patronymic(parse_alone(clauses.name, titles))
    return replace(
        name,
        text=text,
        aliases=tuple(parse_alone(alias, titles) for alias in clauses.aliases),
        father=parse_alone(clauses.father, titles) if clauses.father else name.father,
        notes=clauses.notes,
        persons=tuple(parse_alone(person, titles) for person in clauses.persons),
    )


def read_unparted(words: list[WrittenWord]) -> PartedWords:
    """Read words that no comma parts."""
    titles, words = take_titles(words, AT_HEAD)
    run = _upper_case_run(words)
    if run is None and (count := trailing_initials(words)):
        run = 0, len(words) - count
    if run is None:
        return PartedWords(words, [], titles, parts_known=False)
    start, stop = run
    family, rest = words[start:stop], words[:start] + words[stop:]
    parts = _read_parts(rest, family)
    return parts._replace(titles=titles + parts.titles, surname_first=start == 0)


def read_segments(segments: list[list[WrittenWord]]) -> PartedWords:
    """Read "Family, Given" and "Name, Titles": the words between the commas."""
    names: list[list[WrittenWord]] = []
    titles_after: list[str] = []
    for place, words in enumerate(segments):
        kinds = BETWEEN_COMMAS | NAMES_TOO if place > 1 else BETWEEN_COMMAS
        titles, rest = take_titles(words, kinds, elsewhere=place)
        if rest:
            names.append(words)
        else:
            titles_after += titles
    if not names:
        return PartedWords([], [], titles_after, parts_known=False)
    if len(names) == 1:
        alone = read_unparted(names[0])
        return alone._replace(titles=alone.titles + titles_after)
    parts = _read_parts(list(chain.from_iterable(names[1:])), names[0])
    titles = parts.titles + titles_after
    return parts._replace(titles=titles, surname_first=bool(parts.given and parts.family))


def _read_parts(given: list[WrittenWord], family: list[WrittenWord]) -> PartedWords:
    """Read parts that are told apart. A سید at the head of a surname belongs to the surname.

    The surname stands for one word, so that a given part that is nothing but Mirza stays one.
    """
    family_titles, family = take_titles(family, NEVER_NAMES, elsewhere=len(given))
    given_titles, given = take_titles(given, AT_HEAD, elsewhere=min(len(family), 1))
    return PartedWords(given, family, family_titles + given_titles, parts_known=True)


def _read_fields(text: str, given: str, family: str, known: TitleTable) -> PartedWords:
    given_words, family_words = (construct_words(clean_text(field), known) for field in (given, family))
    if not given_words and not family_words:
        return _read_text(text, known)
    if not given_words:
        given_words = _without(construct_words(clean_text(text), known), family_words)
    elif not family_words:
        family_words = _without(construct_words(clean_text(text), known), given_words)
    parts = _read_parts(given_words, family_words)
    return parts._replace(titles=parts.titles or _read_text(text, known).titles)


def _without(words: list[WrittenWord], taken: list[WrittenWord]) -> list[WrittenWord]:
    """Give the words less those taken, each as often as it was taken."""
    times = Counter(word.text for word in taken)
    left: list[WrittenWord] = []
    for word in words:
        if times[word.text]:
            times[word.text] -= 1
        else:
            left.append(word)
    return left


def _upper_case_run(words: list[WrittenWord]) -> tuple[int, int] | None:
    """Find the upper-case surname; None where case tells nothing (ALI KARIMI, AR Karimi)."""
    upper_case = [place for place, word in enumerate(words) if word.upper_case]
    if not upper_case or max(len(words[place].text) for place in upper_case) < _LEAST_UPPER_CASE:
        return None
    start, stop = upper_case[0], upper_case[-1] + 1
    while start and words[start - 1].particle:  # Ali al-KARIMI
        start -= 1
    whole = all(word.upper_case or word.particle for word in words[start:stop])
    rest = words[:start] + words[stop:]
    lower_case = any(word.script is Script.LATIN and len(word.text) > 1 for word in rest)
    at_end = start == 0 or stop == len(words)
    return (start, stop) if whole and lower_case and at_end else None


def name_of_parts(text: str, parts: PartedWords) -> Name:
    """Give every word its role, and say which words may be one with the next."""
    words = parts.given + parts.family
    boundary = len(parts.given) if parts.parts_known else _family_start(words)
    last = len(words) - 1
    tokens = []
    for place, word in enumerate(words):
        role = _GIVEN if place < boundary else _FAMILY
        if word.particle and place < last and (place or word.particle == "before"):
            role = _PARTICLE
        joins = place < last and word.script is words[place + 1].script
        joins = joins and not (parts.parts_known and place + 1 == boundary)
        tokens.append(_token(word.text, role, joins))
    script = _most_letters(
        words or [w for title in parts.titles for w in construct_words(title, shipped_titles())]
    )
    optional_titles = _optional_titles(parts.titles) if tokens else ()
    return Name(text, script, tuple(tokens), tuple(parts.titles), parts.surname_first, optional_titles)


def _optional_titles(titles: Iterable[str]) -> tuple[Token, ...]:
    """The titles of one word that are names too."""
    return tuple(
        _token(title, _TITLE, True) for title in titles if is_name_too(title)
    )  # ملا زاده, joined, is Mollazadeh


def _token(text: str, role: int, joins: bool) -> Token:
    """A token, made once for all names that have it: a million names share few words."""
    make = _remembered_token if len(text) <= LONGEST_REMEMBERED else _make_token
    return make(text, role, joins)


def _make_token(text: str, role: int, joins: bool) -> Token:
    first = next(filter(str.isalpha, text))
    return Token(text, SCRIPT_OF_LETTER[first], _ROLES[role], joins)


_remembered_token = lru_cache(maxsize=REMEMBERED_WORDS)(_make_token)


def _family_start(words: list[WrittenWord]) -> int:
    """Guess where the family starts: the last word with what is one with it."""
    start = len(words) - 1
    while start > 0:
        before, bound = words[start - 1], words[start].binds == "suffix"
        article = before.particle == "before" or (before.particle and start > 1)
        prefixed = before.binds == "prefix" and start > 1  # Gholam Karimi has a given name
        if not (bound or article or prefixed):
            break
        start -= 1
    return max(start, 0)


def _most_letters(words: list[WrittenWord]) -> Script:
    """Tell the script of most letters, the first of two that have as many."""
    scripts = [word.script for word in words] or [Script.OTHER]
    if scripts.count(scripts[0]) == len(scripts):
        return scripts[0]
    letters = Counter[Script]()
    for word in words:
        letters[word.script] += len(word.text)
    return letters.most_common(1)[0][0]
