"""The text of a cell in, its clauses out: the name, other names, the father's, remarks, several persons.

Signs and the words of ``data/clauses.tsv`` begin a clause; a text with none of them is a name and nothing
else, which ``parse`` finds out before anything is looked for. Every letter of the text is in some clause.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..text.normalize import clean_text, normalize_name
from .clause_words import (
    clause_triggers,
    clause_words,
    kinds_in,
    matcher_of,
    remark_words,
)
from .machine_text import (
    LEAST_SPACED,
    MachineText,
    are_spaced_apart,
    is_shaped,
    read_address,
    read_spaced,
    read_turned,
    read_zone,
)
from .people import people_in
from .remarks import (
    FULL_NAME,
    are_titles,
    has_letters,
    is_date,
    is_nobody,
    is_remark,
    spelled_out,
    without_remarks,
    words_in,
)
from .title_table import TitleTable, titles_with
from .words import WrittenWord, split_words

PLACE_ALONE: Final = frozenset({"place"})  # no clause but behind a comma, a hyphen or in brackets
LONGEST_CELL: Final = 1000  # letters and signs; a longer text is read as words and nothing else
MOST_NAMES: Final = 8  # that a cell is read for: a longer list in one cell is a remark beyond

_CLAUSE_SIGNS: Final = re.compile(r"[()\[\]{}<>\"«»“”„‟/\\|;؛:@&+=*\d]")
_ASIDE_SIGNS: Final = re.compile(r"[(\[{\"«“„‟]")
_ASIDES: Final = re.compile(
    r"\(([^()]*)\)?|\[([^\[\]]*)\]?|\{([^{}]*)\}?|\"([^\"]+)\"|«([^«»]*)»?|[“„‟]([^“”„‟]*)[”“‟]?"
)
_PLAIN_FATHER: Final = re.compile(
    r"([A-Z][A-Za-z.]+(?: [A-Za-z.]+)*) ([sd]/o) ([A-Z][A-Za-z.]+(?: [A-Za-z.]+)*)", re.IGNORECASE
)
_MARKERS: Final = ("alias", "birth", "father", "relative")
_AFTER: Final = ("son after", "daughter after")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The texts of a cell's clauses, in normal form but for case. *persons* are two or more, the first of
    them the *name*; or none. *father* is ``''`` where the cell does not tell him."""

    name: str
    aliases: tuple[str, ...] = ()
    father: str = ""
    notes: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()


def read_clauses(text: str, titles: tuple[str, ...] = ()) -> Clauses | None:
    """The clauses of a cell, with the *titles* of a caller; None where all of it is one name. Never raises on
    a ``str``.

    >>> read_clauses("Maryam Karimi (née Ahmadi), 1920-1985")
    Clauses(name='Maryam Karimi', aliases=('Ahmadi',), father='', notes=('née',), persons=())
    >>> read_clauses("Farhad Nadim s/o Abdul Rahim").father, read_clauses("Ali & Sara Karimi").persons
    ('Abdul Rahim', ('Ali Karimi', 'Sara Karimi'))
    >>> read_clauses("Ali Karimi") is None
    True
    """
    clean = clean_text(text)
    reading = _Reading(kinds_in(words_in(clean), clean), titles_with(titles))
    machine = _machine_text(text, clean)
    if machine is not None:
        clean = machine.text
        reading.notes += machine.notes
    if "nobody" in reading.kinds and is_nobody(clean):
        return Clauses("", notes=_notes([*reading.notes, clean]))
    outside = reading.take_asides(clean) if _ASIDE_SIGNS.search(clean) else clean
    outside = reading.take_others(reading.take_label(outside))
    parts, between = people_in(outside, reading.kinds, reading.titles)
    if len(parts) > 1:
        reading.notes += between
        reading.take_persons(parts)
    else:
        reading.name = reading.read_one(parts[0])
    found = reading.clauses()
    plain = machine is None and found == Clauses(found.name) and _same_letters(found.name, text)
    return None if plain else found


def _machine_text(text: str, clean: str) -> MachineText | None:
    """What a person would have written, of a text that looks like a machine's."""
    found = read_turned(text, clean)
    if found is None and clean[1:2] == " ":
        found = read_spaced(text)
    if found is None and ("<" in clean or "/" in clean):
        found = read_zone(clean)
    return read_address(clean) if found is None and "@" in clean else found


def clauses_of(text: str, titles: tuple[str, ...] = ()) -> Clauses | None:
    """The clauses of a cell, as ``parse_name`` takes them off; None where all of it is one name."""
    if (found := _plain_father(text)) is not None:
        return found
    clean = clean_text(text)
    segments = [split_words(segment, titles_with(titles)) for segment in clean.split(",")]
    return read_clauses(text, titles) if may_have_clauses(text, clean, segments) else None


def _plain_father(text: str) -> Clauses | None:
    """What ``read_clauses`` finds in a text of plain words with s/o or d/o between two names: lists have it
    in every row, and this tells it in a tenth of the time."""
    found = _PLAIN_FATHER.fullmatch(text) if len(text) <= LONGEST_CELL else None
    if found is None:
        return None
    name, marker, father = found.groups()
    triggers, words = clause_triggers(), f"{name} {father}".lower().replace(".", " ").split()
    if any(triggers.get(word, PLACE_ALONE) != PLACE_ALONE for word in words):
        return None
    return Clauses(name, father=father, notes=(marker.lower(),))


def may_have_clauses(text: str, clean: str, segments: Sequence[Sequence[WrittenWord]]) -> bool:
    """Whether ``read_clauses`` has to be asked about a *text*, *clean* as ``clean_text`` gives it, of these
    words, in *segments* between commas. It finds nothing in any other."""
    if len(text) > LONGEST_CELL:
        return False
    triggers, parted = clause_triggers(), "," in clean or "-" in clean
    for words in segments:
        for word in words:
            if word.text in triggers and (parted or triggers[word.text] != PLACE_ALONE):
                return True
    if _CLAUSE_SIGNS.search(clean) or (clean != text and is_shaped(text)):
        return True
    if len(segments) == 1:
        words = segments[0]
        return len(words) >= LEAST_SPACED and are_spaced_apart([word.text for word in words])
    return _commas_ask([[word.text for word in words] for words in segments if words])


def _commas_ask(segments: Sequence[Sequence[str]]) -> bool:
    """Whether words between commas may be more than one name: a second person, footnotes, a remark."""
    if len(segments) < 2:  # noqa: PLR2004
        return False
    one, two = segments[0], segments[1]
    several = len(one) >= FULL_NAME and len(two) >= FULL_NAME
    footnotes = len(one) > FULL_NAME and len(one[-1]) == 1 and any(len(words) == 1 for words in segments[1:])
    return several or footnotes or any(word in remark_words() for words in segments[1:] for word in words)


@dataclass(slots=True)
class _Reading:
    """A cell being read, in which there may be clauses of some *kinds*, and these *titles*."""

    kinds: frozenset[str]
    titles: TitleTable
    name: str = ""
    aliases: list[str] = field(default_factory=list)
    father: str = ""
    notes: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)

    @property
    def _markers(self) -> tuple[str, ...]:
        return tuple(kind for kind in _MARKERS if kind in self.kinds)

    def clauses(self) -> Clauses:
        """What was found; without a name the first alias is the name."""
        name, aliases = self.name, [alias for alias in self.aliases if has_letters(alias)]
        if not has_letters(name) and aliases:
            name, *aliases = aliases
        if not has_letters(name) and self.father:
            return Clauses("", (), "", _notes([*self.notes, self.father, *aliases]))
        kept, beyond = aliases[:MOST_NAMES], aliases[MOST_NAMES:]
        return Clauses(name, tuple(kept), self.father, _notes([*self.notes, *beyond]), tuple(self.persons))

    def take_asides(self, clean: str) -> str:
        """The text without what stands in brackets and quotation marks."""
        outside, end = "", 0
        without = _ASIDES.sub(" ", clean)
        cased = any(map(str.isupper, without))
        for found in _ASIDES.finditer(clean):
            content = next(filter(None, found.groups()), "").strip(" ,;")
            outside += clean[end : found.start()]
            end = found.end()
            if found[0][0] == "(" and _is_within(content, outside, clean[end:], self.titles):
                outside += f" {content} "  # Ali (Reza) Karimi may be Ali Karimi, and Reza Karimi
                self.aliases += [without, content]
            else:
                quoted = found[0][0] not in "([{"
                kept = quoted and (not has_letters(outside) or self._is_marked(outside))  # «Ali» Karimi
                kept = kept or self._aside(content, clean[end:], quoted=quoted, cased=cased)
                outside += f" {content} " if kept else " "
        return outside + clean[end:]

    def _is_marked(self, before: str) -> bool:
        """Whether a text ends with a marker: alias "Navid"."""
        if not self._markers:
            return False
        return matcher_of(r"WORD\W*$", *self._markers).search(before) is not None

    def _aside(self, content: str, after: str, *, quoted: bool, cased: bool) -> bool:
        """Take one aside up, unless it belongs to the name."""
        if not has_letters(content):
            return False
        words = words_in(content)
        of_name = all(len(word) == 1 or are_titles([word], self.titles) for word in words)
        if of_name and (has_letters(after) or not is_remark(words)):
            return True
        of_father = None if quoted else matcher_of(r"(WORD)\s+(.+)", "son").fullmatch(content)
        remark = not quoted and (is_remark(words) or is_date(content) or (cased and content[0].islower()))
        if self._markers and matcher_of("WORD", *self._markers).match(content):
            head = self.read_one(content, beside=True)
            self.aliases += [head] * has_letters(head)
        elif of_father is not None and not self.father:
            self.notes.append(of_father[1])
            self.father = self._tidy(of_father[2], least=1)
        elif remark or len(people_in(content, self.kinds, self.titles)[0]) > 1:
            self.notes.append(content)
        else:
            self.aliases.append(self._tidy(content))
        return False

    def take_label(self, text: str) -> str:
        """The text without what a form calls it: Name: Ali Karimi."""
        labelled = "label" in self.kinds and ":" in text
        found = matcher_of(r"\W*(WORD)\s*:", "label").match(text) if labelled else None
        if found is None:
            return text
        self.notes.append(found[1])
        return text[found.end() :]

    def take_others(self, text: str) -> str:
        """The text without the people who are not named: et al."""
        several = "others" in self.kinds
        found = matcher_of(r"\W+(WORD)\W*$", "others").search(text) if several else None
        if found is None:
            return text
        self.notes.append(found[1])
        return text[: found.start()]

    def take_persons(self, parts: list[str]) -> None:
        """Read the parts of a cell as a person each; what is told of one of them is a remark."""
        read: list[str] = []
        for part in parts:
            alone = _Reading(self.kinds, self.titles)
            name = alone.read_one(part)
            self.notes += [*alone.notes, *alone.aliases, alone.father]
            if has_letters(name):
                read.append(name)
        if len(read) > 1:
            self.persons = read[:MOST_NAMES]
            self.notes += read[MOST_NAMES:]
        self.name = read[0] if read else ""

    def read_one(self, text: str, *, beside: bool = False) -> str:
        """Read the clauses of one person; give the name that is left. A text *beside* a name may begin with
        any marker."""
        text = spelled_out(text)
        head, end, kind = "", 0, ""
        markers = self._markers
        for found in matcher_of("WORD", *markers).finditer(text) if markers else ():
            before, after = text[end : found.start()], text[found.end() :]
            followed = has_letters(after)
            begins = _kind_of(found[0])
            if begins == "birth":  # Roya Nouri, born Sadeghi; and no year, no place
                followed, begins = after.lstrip()[:1].isupper(), "alias"
            alone = not (beside or begins == "alias" or has_letters(head + before))
            if not followed or alone:
                continue  # Ali Farzand, and what begins with it
            head = self._take(kind, before, head)
            self.notes.append(found[0])
            end, kind = found.end(), begins
        head = self._take(kind, text[end:], head)
        return self._slashed(self._patronymic(self._tidy(head)))

    def _take(self, kind: str, text: str, head: str) -> str:
        """Take up what stands behind a marker of a *kind*; give the name so far."""
        text = re.sub(r"^[\s:.,=-]+|[\s:,;=-]+$", "", text) if kind else text
        if not kind:
            return text
        if kind == "alias":
            self.aliases += [self._tidy(part) for part in re.split(r"[;/|=@]", text) if part.strip()]
        elif kind == "father" and not self.father:
            self.father = self._tidy(text, least=1)
        elif text:
            self.notes.append(text)
        return head

    def _patronymic(self, text: str) -> str:
        """Take the father's name out that stands before its marker: Dilarə Əli qızı Kərimli."""
        kinds = [kind for kind in _AFTER if kind in self.kinds]
        if not kinds or self.father:
            return text
        found = matcher_of(r"^(.*\S)\s+([^\s,]+)\s+(WORD)(.*)$", *kinds).match(text)
        if found is None:
            return text
        before, father, marker, after = (found[k] for k in range(1, 5))
        words, follows = len(words_in(before)), has_letters(after)
        if not has_letters(father):
            return text
        sure = _kind_of(marker) == "daughter after" or follows or words >= FULL_NAME
        if not sure or not words:  # Ali Hasan oğlu may have the surname Hasanoğlu
            return text
        self.father = father
        self.notes.append(marker)
        return before + after

    def _slashed(self, text: str) -> str:
        """Take other names out that signs part from the name."""
        parts = [part for part in map(str.strip, re.split(r"[/\\|;=@]", text)) if has_letters(part)]
        if len(parts) < 2:  # noqa: PLR2004
            return parts[0] if parts else ""
        if len(parts) == 2 and re.search(r"\w/\w", text):  # noqa: PLR2004
            parts = _in_full(parts[0].split(), parts[1].split())
        for part in parts[1:]:
            (self.notes if is_remark(words_in(part)) else self.aliases).append(part)
        return parts[0]

    def _tidy(self, text: str, *, least: int = FULL_NAME) -> str:
        """Take off what is no name."""
        name, notes = without_remarks(text, self.kinds, self.titles, least=least)
        self.notes += notes
        return name


def _same_letters(name: str, text: str) -> bool:
    return words_in(name) == words_in(clean_text(text))


def _is_within(content: str, before: str, after: str, titles: TitleTable) -> bool:
    """Whether a word in brackets stands in the middle of a name, and may be a word of it."""
    words = words_in(content)
    inside = len(words) == 1 < len(content) and has_letters(before) and words_in(after) != []
    return inside and "," not in after and not (are_titles(words, titles) or is_remark(words))


def _in_full(one: list[str], two: list[str]) -> list[str]:
    """Two names of which one is a single word, in full: Hossein/Hussein Karimi, Ali Karimi/Kareemi."""
    if len(one) == 1 < len(two):
        one = one + two[1:]
    elif len(two) == 1 < len(one):
        two = one[:-1] + two
    return [" ".join(one), " ".join(two)]


def _kind_of(marker: str) -> str:
    """The kind of a marker as it stands in a text."""
    written = re.sub(r"[\s\u200c-]+", " ", normalize_name(marker))
    bare = written.replace(".", "").replace(" ", "")
    kinds = clause_words()
    found = kinds.get(written)
    return found or next(kind for word, kind in kinds.items() if re.sub(r"[ .]", "", word) == bare)


def _notes(notes: Sequence[str]) -> tuple[str, ...]:
    """Remarks as they are kept: those that say anything, in normal form."""
    return tuple(filter(has_letters, (normalize_name(note).strip(" ,;:-()[]") for note in notes)))
