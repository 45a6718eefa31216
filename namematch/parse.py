"""Text in, Name out: the words of a name, each with its role, titles apart.

The words that decide (titles, particles, words that are one with a neighbour) are in ``data/``.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain, groupby, islice, product
from typing import NamedTuple

from .normalize import clean_text, normalize_name
from .tables import read_table


class Script(StrEnum):
    """A script by its ISO 15924 code; every script but two is ``OTHER``."""

    PERSIAN = "Arab"
    LATIN = "Latn"
    OTHER = "Zzzz"


class Role(StrEnum):
    """What a word is in a name."""

    GIVEN = "given"
    FAMILY = "family"
    PARTICLE = "particle"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name."""

    text: str  # normal form, casefolded; never empty
    script: Script
    role: Role
    joins: bool  # may be read as one word with the token that follows


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: tokens in given-family order where the text told it, else as written."""

    text: str  # as the source wrote it, never changed
    script: Script  # of most letters
    tokens: tuple[Token, ...]
    titles: tuple[str, ...]  # normal form, in the order of the text; after a comma last
    surname_first: bool  # the family came first and was put last
    spare: tuple[Token, ...] = ()  # those *titles* that may be words of the name: سید, Mirza

    @property
    def given(self) -> str:
        """The words of the given part joined by spaces, particles within; ``''`` if none."""
        return _part(self.tokens, Role.GIVEN)

    @property
    def family(self) -> str:
        """The words of the family part joined by spaces, particles within; ``''`` if none."""
        return _part(self.tokens, Role.FAMILY)


def parse_name(text: str, *, given: str | None = None, family: str | None = None) -> Name:
    """Read a name: part its words, take off the titles, tell given from family.

    The parts are certain, and the words beside their boundary never join, where a comma
    ("Karimi, Ali"), an upper-case surname ("KARIMI Ali") or the fields *given* and *family*
    tell them. Else the last word is taken for the family, with an article before it, or with
    the word before where it is an ending such as zadeh. With one field alone the other part is
    what *text* has beside it. With fields and a blank *text* the fields are its ``Name.text``.

    Symbols and digits go; every letter stays, in the tokens or the titles. Text without letters
    gives a Name without tokens. Never raises on a ``str``; the time is linear in its length.

    >>> name = parse_name("Dr. KARIMI Seyed Ali-Reza")
    >>> name.given, name.family, name.titles, name.surname_first
    ('ali reza', 'karimi', ('dr', 'seyed'), True)
    >>> [(token.text, token.joins) for token in parse_name("علی\u200cرضا کریمی").tokens]
    [('علی', True), ('رضا', True), ('کریمی', False)]
    >>> parse_name("").tokens
    ()
    """
    if given is None and family is None:
        return _name(text, _read_text(text))
    fields = (given or "", family or "")
    shown = text if text.strip() else " ".join(filter(None, fields))
    return _name(shown, _read_fields(text, *fields))


class Word(NamedTuple):
    """A word of a text before it has a role, with all that the tables say of it."""

    text: str
    script: Script
    shouted: bool  # in upper case, and no initial
    particle: str  # where it is one: 'before' another word, 'between' two; '' for never
    binds: str  # 'prefix': one with the word after; 'suffix': with the one before; '' for none


class _Reading(NamedTuple):
    """A name's words in given-family order; all in *given* where nothing told the parts."""

    given: list[Word]
    family: list[Word]
    titles: list[str]
    told: bool
    surname_first: bool = False


def _read_text(text: str) -> _Reading:
    clean = clean_text(text)
    if "," not in clean:
        return _read_words(_words(clean))
    return _read_commas([words for segment in clean.split(",") if (words := _words(segment))])


def _read_words(words: list[Word]) -> _Reading:
    """Read words that no comma parts."""
    titles, words = _take_titles(words, _ANYWHERE)
    run = _shouted_run(words)
    if run is None:
        return _Reading(words, [], titles, told=False)
    start, stop = run
    family, rest = words[start:stop], words[:start] + words[stop:]
    told = _read_parts(rest, family)
    return told._replace(titles=titles + told.titles, surname_first=start == 0)


def _read_commas(segments: list[list[Word]]) -> _Reading:
    """Read "Family, Given" and "Name, Titles": the words between the commas."""
    names: list[list[Word]] = []
    titles_after: list[str] = []
    for place, words in enumerate(segments):
        kinds = _APART | _NAMES_TOO if place > 1 else _APART
        titles, rest = _take_titles(words, kinds, others=place)
        if rest:
            names.append(words)
        else:
            titles_after += titles
    if not names:
        return _Reading([], [], titles_after, told=False)
    if len(names) == 1:
        alone = _read_words(names[0])
        return alone._replace(titles=alone.titles + titles_after)
    told = _read_parts(list(chain.from_iterable(names[1:])), names[0])
    titles = told.titles + titles_after
    return told._replace(titles=titles, surname_first=bool(told.given and told.family))


def _read_parts(given: list[Word], family: list[Word]) -> _Reading:
    """Read parts that are told apart. A سید at the head of a surname belongs to the surname.

    The surname stands for one word, so that a given part that is nothing but Mirza stays one.
    """
    family_titles, family = _take_titles(family, _SURE, others=len(given))
    given_titles, given = _take_titles(given, _ANYWHERE, others=min(len(family), 1))
    return _Reading(given, family, family_titles + given_titles, told=True)


def _read_fields(text: str, given: str, family: str) -> _Reading:
    given_words, family_words = _words(clean_text(given)), _words(clean_text(family))
    if not given_words and not family_words:
        return _read_text(text)
    if not given_words:
        given_words = _without(_words(clean_text(text)), family_words)
    elif not family_words:
        family_words = _without(_words(clean_text(text)), given_words)
    reading = _read_parts(given_words, family_words)
    return reading._replace(titles=reading.titles or _read_text(text).titles)


def _without(words: list[Word], taken: list[Word]) -> list[Word]:
    """Give the words less those taken, each as often as it was taken."""
    spent = Counter(word.text for word in taken)
    left: list[Word] = []
    for word in words:
        if spent[word.text]:
            spent[word.text] -= 1
        else:
            left.append(word)
    return left


def _shouted_run(words: list[Word]) -> tuple[int, int] | None:
    """Find the upper-case surname; None where case tells nothing (ALI KARIMI, AR Karimi)."""
    shouted = [place for place, word in enumerate(words) if word.shouted]
    if not shouted or max(len(words[place].text) for place in shouted) < _LEAST_SHOUT:
        return None
    start, stop = shouted[0], shouted[-1] + 1
    while start and words[start - 1].particle:  # Ali al-KARIMI
        start -= 1
    whole = all(word.shouted or word.particle for word in words[start:stop])
    others = words[:start] + words[stop:]
    spoken = any(word.script is Script.LATIN and len(word.text) > 1 for word in others)
    at_end = start == 0 or stop == len(words)
    return (start, stop) if whole and spoken and at_end else None


# ---- words ----------------------------------------------------------------------------------

_LEAST_DETACHED = 3  # letters: Seyedi and Seyedeh are no سید and a name
_LEAST_SHOUT = 3  # two letters in upper case may be two initials


class _WordSigns(dict[int, str]):
    """For ``str.translate``: letters, marks, apostrophes stay, numbers go, the rest parts."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isalpha() or char == "'" or unicodedata.category(char).startswith("M"):
            self[code] = char
        else:  # a footnote's number leaves its word whole
            self[code] = "" if char.isalnum() else " "
        return self[code]


class _Scripts(dict[str, Script]):
    """The script of a letter."""

    def __missing__(self, letter: str) -> Script:
        first = unicodedata.name(letter, "").partition(" ")[0]
        self[letter] = {"ARABIC": Script.PERSIAN, "LATIN": Script.LATIN}.get(first, Script.OTHER)
        return self[letter]


_SIGNS = _WordSigns()
_SCRIPTS = _Scripts()


def _words(clean: str) -> list[Word]:
    """Part clean text into words."""
    return [word for piece in clean.translate(_SIGNS).split() for word in _read_piece(piece)]


@lru_cache(maxsize=1 << 16)
def _read_piece(piece: str) -> tuple[Word, ...]:
    """Give the words of a piece without a gap: more than one where the script changes."""
    scripts = set(map(_SCRIPTS.__getitem__, filter(str.isalpha, piece)))
    if len(scripts) == 1:
        return (_word(piece.strip("'"), scripts.pop()),)
    return tuple(_word(run.strip("'"), script) for script, run in _script_runs(piece))


def _script_runs(piece: str) -> Iterator[tuple[Script, str]]:
    start, script = 0, None
    for place, char in enumerate(piece):
        if char.isalpha() and _SCRIPTS[char] is not script:
            if script is not None:
                yield script, piece[start:place]
                start = place
            script = _SCRIPTS[char]
    if script is not None:
        yield script, piece[start:]


def _word(clean: str, script: Script) -> Word:
    text = normalize_name(clean)
    return word_of(text, script, shouted=script is Script.LATIN and len(text) > 1 and clean.isupper())


def word_of(text: str, script: Script, *, shouted: bool) -> Word:
    """The word *text*, in normal form and casefolded."""
    particle, binds = _kinds("particles").get(text, ""), _kinds("compounds").get(text, "")
    return Word(text, script, shouted, particle, binds)


@cache
def _kinds(table: str) -> dict[str, str]:
    """Read a table of words: {word: its kind}."""
    columns = ("word", "script", "kind")
    rows = read_table(table, columns, as_written=("script",), unique=("word",))
    return {word: kind for word, _script, kind in rows}


# ---- patterns -------------------------------------------------------------------------------


_COMMA = Word(",", Script.OTHER, shouted=False, particle="", binds="")


class Mark(NamedTuple):
    """All of a word that the reading of a name goes by: names whose words are marked alike are read
    alike."""

    script: Script
    shouted: bool
    letters: int  # three stand for more
    particle: str
    binds: str
    attached: str  # the title that it is one with, as Seyedhassan is; all of it where its rest has a mark
    title: str  # the word itself where it may be one of a title, or is a comma


class Pattern(NamedTuple):
    """How a name is read: ``places[k]`` is the place in the text of the word that token *k* is, or what is
    left of it without its title where *k* is *cut*."""

    places: tuple[int, ...]
    cut: int  # -1 for none
    tokens: tuple[Token, ...]  # of the name that showed the pattern
    spare: tuple[Token, ...]
    titles: int
    script: Script


def has_own_mark(text: str) -> bool:
    """Whether the reading of a name may go by more in the word *text* than its script, case and length.

    >>> [text for text in ("ali", "seyedhassan", "zadeh") if has_own_mark(text)]
    ['seyedhassan', 'zadeh']
    """
    return text in _known_words() or text.startswith(_attached())


@cache
def _known_words() -> frozenset[str]:
    return frozenset({*_title_words(), *_kinds("particles"), *_kinds("compounds"), _COMMA.text})


def mark_of(word: Word) -> Mark:
    """What the reading of a name goes by in a word."""
    title = word.text if word.text in _title_words() or word == _COMMA else ""
    rest = without_title(word.text)
    attached = "" if rest == word.text else word.text if has_own_mark(rest) else word.text[: -len(rest)]
    return Mark(word.script, word.shouted, min(len(word.text), 3), word.particle, word.binds, attached, title)


def read_pattern(words: Iterable[Word]) -> Pattern | None:
    """How a text of these words is read, and every other whose words have the same marks; None where the
    marks do not tell: several scripts, nothing but titles."""
    own = [Word(*word) for word in words]  # each an object of its own, though a word stand twice
    places = {id(word): place for place, word in enumerate(own)}
    if _COMMA in own:
        parted = groupby(own, key=_COMMA.__eq__)
        reading = _read_commas([list(segment) for is_comma, segment in parted if not is_comma])
    else:
        reading = _read_words(own)
    left = reading.given + reading.family
    if not left or any(word.script != left[0].script for word in left):
        return None
    cut = -1
    for k, word in enumerate(left):
        if id(word) not in places:  # its title was taken off
            cut = k
            places[id(word)] = next(place for place, whole in enumerate(own) if _detached(whole)[1] == word)
    name = _name("", reading)
    order = tuple(places[id(word)] for word in left)
    return Pattern(order, cut, name.tokens, name.spare, len(name.titles), name.script)


@cache
def _title_words() -> frozenset[str]:
    return frozenset(word for title in _titles().kinds for word in title.split())


# ---- titles ---------------------------------------------------------------------------------

# The words of a name that must remain beside a title of a kind: Mirza and Seyed are names too.
_LEAST_LEFT = {"always": 0, "around": 0, "after": 1, "maybe": 2, "maybe around": 2}
_NAMES_TOO = frozenset({"maybe", "maybe around"})
_SURE = frozenset({"always", "around"})  # at the head of a surname
_ANYWHERE = _SURE | _NAMES_TOO  # at the head of a name
_APART = _SURE | {"after"}  # between commas
_TAIL = frozenset({"around", "after", "maybe around"})


class _Titles(NamedTuple):
    kinds: dict[str, str]  # of a title's words joined by spaces
    from_first: dict[str, int]  # the most words that a title with this first word has
    from_last: dict[str, int]


@cache
def _titles() -> _Titles:
    """Read titles.tsv, with each title of several words also in its joined spellings."""
    kinds = dict(_kinds("titles"))
    for title, kind in _kinds("titles").items():
        for joined in _joinings(title.split()):
            kinds.setdefault(joined, kind)
    from_first: dict[str, int] = {}
    from_last: dict[str, int] = {}
    for words in map(str.split, kinds):
        from_first[words[0]] = max(len(words), from_first.get(words[0], 0))
        from_last[words[-1]] = max(len(words), from_last.get(words[-1], 0))
    return _Titles(kinds, from_first, from_last)


def _joinings(words: list[str]) -> Iterator[str]:
    """Yield the words in their order, each gap a space or nothing."""
    for gaps in product((" ", ""), repeat=len(words) - 1):
        yield "".join(chain.from_iterable(zip(words, (*gaps, ""), strict=True)))


def _take_titles(
    words: list[Word], kinds: frozenset[str], *, others: int = 0
) -> tuple[list[str], list[Word]]:
    """Part the titles at the tail, then those of *kinds* at the head, from the rest.

    *others* is how many words of the name stand elsewhere.
    """
    known = _titles()
    before: list[str] = []
    after: list[str] = []
    start, stop = 0, len(words)
    while start < stop and words[stop - 1].text in known.from_last:
        length = _title_length(words, (start, stop), _TAIL, others, tail=True)
        if not length:
            break
        after.append(_joined(words[stop - length : stop]))
        stop -= length
    while start < stop and words[start].text in known.from_first:
        length = _title_length(words, (start, stop), kinds, others, tail=False)
        if not length:
            break
        before.append(_joined(words[start : start + length]))
        start += length
    left = words[start:stop]
    if kinds >= _NAMES_TOO and left and _has_words(left, range(len(left)), _LEAST_LEFT["maybe"] - others):
        attached, left[0] = _detached(left[0])
        before += attached
    return before + after[::-1], left


def _detached(word: Word) -> tuple[list[str], Word]:
    """Part the title that is written as one with the given name: سیدعلی, Seyedhassan."""
    rest = without_title(word.text)
    if rest == word.text:
        return [], word
    return [word.text[: -len(rest)]], _word(rest, word.script)._replace(shouted=word.shouted)


def without_title(text: str) -> str:
    """The word *text* without a title that is written as one with it.

    >>> without_title("seyedhassan"), without_title("seyedi")
    ('hassan', 'seyedi')
    """
    for title in _attached():
        if text.startswith(title) and len(text) - len(title) >= _LEAST_DETACHED:
            return text[len(title) :]
    return text


@cache
def _attached() -> tuple[str, ...]:
    """Read the titles that may be joined to a given name, longest first."""
    return tuple(sorted(_kinds("attached"), key=len, reverse=True))


def _title_length(
    words: list[Word],
    bounds: tuple[int, int],
    kinds: frozenset[str],
    others: int,
    *,
    tail: bool,
) -> int:
    """Count the words of the longest title at one end of *bounds*; 0 for none."""
    known = _titles()
    start, stop = bounds
    longest = known.from_last[words[stop - 1].text] if tail else known.from_first[words[start].text]
    for length in range(min(longest, stop - start), 0, -1):
        first, last = (stop - length, stop) if tail else (start, start + length)
        kind = known.kinds.get(_joined(words[first:last]), "")
        rest = range(start, first) if tail else range(last, stop)
        if kind in kinds and _has_words(words, rest, _LEAST_LEFT[kind] - others):
            return length
    return 0


def _has_words(words: list[Word], places: range, least: int) -> bool:
    """Tell whether *places* hold at least so many words that are no particles."""
    named = (place for place in places if not words[place].particle)
    return least <= 0 or sum(1 for _ in islice(named, least)) == least


def _joined(words: Iterable[Word]) -> str:
    return " ".join(word.text for word in words)


# ---- roles ----------------------------------------------------------------------------------


_ROLES = (Role.GIVEN, Role.FAMILY, Role.PARTICLE, Role.TITLE)
_GIVEN, _FAMILY, _PARTICLE, _TITLE = range(4)  # keys of a cache: the hash of a Role is slow


def _name(text: str, reading: _Reading) -> Name:
    """Give every word its role."""
    words = reading.given + reading.family
    parted = len(reading.given) if reading.told else _family_start(words)
    last = len(words) - 1
    tokens = []
    for place, word in enumerate(words):
        role = _GIVEN if place < parted else _FAMILY
        if word.particle and place < last and (place or word.particle == "before"):
            role = _PARTICLE
        joins = place < last and word.script is words[place + 1].script
        joins = joins and not (reading.told and place + 1 == parted)
        tokens.append(_token(word.text, role, joins))
    script = _most_letters(words or [w for title in reading.titles for w in _words(title)])
    spare = _spare(reading.titles) if tokens else ()
    return Name(text, script, tuple(tokens), tuple(reading.titles), reading.surname_first, spare)


@lru_cache(maxsize=1 << 17)
def is_title(text: str) -> bool:
    """Whether a token in normal form may be a title where it stands: Seyed, in "Seyed Zafari, Alireza"."""
    return _titles().kinds.get(text) in _NAMES_TOO


def _spare(titles: Iterable[str]) -> tuple[Token, ...]:
    """The titles of one word that are names too."""
    kinds = _titles().kinds
    names_too = (x for x in titles if " " not in x and kinds.get(x) in _NAMES_TOO)
    return tuple(_token(title, _TITLE, True) for title in names_too)  # ملا زاده, joined, is Mollazadeh


@lru_cache(maxsize=1 << 17)
def _token(text: str, role: int, joins: bool) -> Token:
    """Make a token once for all names that have it: a million names share few words."""
    first = next(filter(str.isalpha, text))
    return Token(text, _SCRIPTS[first], _ROLES[role], joins)


def _family_start(words: list[Word]) -> int:
    """Guess where the family starts: the last word with what is one with it."""
    start = len(words) - 1
    while start > 0:
        before, bound = words[start - 1], words[start].binds == "suffix"
        article = before.particle == "before" or (before.particle and start > 1)
        of_article = words[start].particle and start + 1 < len(words)
        if of_article and words[start + 1].binds == "suffix":  # Shams al-Din
            bound = True
        prefixed = before.binds == "prefix" and start > 1  # Gholam Karimi has a given name
        if not (bound or article or prefixed):
            break
        start -= 1
    return max(start, 0)


def _most_letters(words: list[Word]) -> Script:
    """Tell the script of most letters, the first of two that have as many."""
    scripts = [word.script for word in words] or [Script.OTHER]
    if scripts.count(scripts[0]) == len(scripts):
        return scripts[0]
    letters = Counter[Script]()
    for word in words:
        letters[word.script] += len(word.text)
    return letters.most_common(1)[0][0]


def _part(tokens: tuple[Token, ...], role: Role) -> str:
    """Join the words of a part; a particle is in the part of the word that follows it."""
    found: list[str] = []
    particles: list[str] = []
    for token in tokens:
        if token.role is Role.PARTICLE:
            particles.append(token.text)
            continue
        if token.role is role:
            found += [*particles, token.text]
        particles.clear()
    return " ".join(found)
