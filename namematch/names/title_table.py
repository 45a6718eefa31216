"""A word in, the word of a title that it is out: by its letters, and in Latin letters by its sound.

Titles with a spelling of their own stand in ``data/titles.tsv``. Those that every language writes its own way
(Hojjatoleslam, Hodjatoleslam, Hudžatoleslam) stand once in ``data/title_sounds.tsv``, and
``data/title_letters.tsv`` has what house styles write for their letters: all spellings that come of it are
made when the tables are read, so that a word is looked up and not measured.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, product
from typing import Final, NamedTuple

from ..text.letters import latin_letters, latin_letters_of
from ..text.normalize import normalize_name
from ..text.scripts import SCRIPT_OF_LETTER, Script
from ..text.tables import read_table

# The kinds of titles, by place; ``data/README.md`` says what each kind is.
KINDS: Final = (
    "always", "around", "inside", "after", "mostly", "maybe", "maybe around", "seldom", "behind", "name"
)  # fmt: skip
_ADDED_KIND: Final = "around"  # of a title that a caller adds
_NO_TITLE: Final = "name"  # only sounds like one: Haghi, Haji

LONGEST_WORD: Final = 50  # letters of a word that may be one of a title: hodżdżatoleslamwalmoslemin has 28
_MOST_JOINED: Final = 3  # words of a title that may be written without gaps
_CALLERS: Final = 4  # whose titles are remembered

# Beyond ``latin_letters``: what is the same sound in all styles. Ain and hamza go with the apostrophes.
_ONE_SOUND: Final = str.maketrans("eowq", "iuvg")
_NO_CONSONANTS: Final = dict.fromkeys(map(ord, "aiuyh"))
_MANY_CONSONANTS: Final = 6  # of Hojjatoleslam, but not of Khwadja
_REPEATED: Final = re.compile(r"(.)\1+")
# Hamza and madda, which many leave out: اقا, ایت الله, رییس.
_SAME_LETTER: Final = str.maketrans({"آ": "ا", "ئ": "ی", "ؤ": "و", "ء": None})


class TitleWord(NamedTuple):
    """A word that may be one of a title: *key*, the same for all its spellings, and the *table* that says
    so."""

    key: str
    table: "TitleTable"


@dataclass(frozen=True, eq=False, slots=True)
class TitleTable:
    """Titles by the keys of their words. *kinds* has the keys of each title joined by spaces; *from_first*
    and *from_last* how many words a title has at most that begins or ends with a word. *spelled* is the key
    of a word by its letters, *heard* by its sound."""

    kinds: dict[str, str]
    from_first: dict[str, int]
    from_last: dict[str, int]
    spelled: dict[str, str]
    heard: dict[str, str]

    def find(self, text: str) -> TitleWord | None:
        """The word of a title that *text*, in normal form and casefolded, may be; None where it is none.

        >>> same = {shipped_titles().find(text).key for text in ("sayyid", "seyyit", "sejjid")}
        >>> len(same), shipped_titles().find("karimi")
        (1, None)
        """
        key = self._key(text) if len(text) <= LONGEST_WORD else ""
        return TitleWord(key, self) if key else None

    def _key(self, text: str) -> str:
        if _is_persian(text):
            return self.spelled.get(text.translate(_SAME_LETTER), "")
        letters = latin_letters(text)
        key = self.spelled.get(letters)
        return self.heard.get(_sound_of(letters), "") if key is None else key

    def among(self, texts: Iterable[str]) -> frozenset[str]:
        """Those of many *texts* that ``find`` knows.

        >>> sorted(shipped_titles().among(["karimi", "seyyit", "دکتر", "şeyx"]))
        ['seyyit', 'şeyx', 'دکتر']
        """
        latin: list[str] = []
        persian: list[str] = []
        for text in texts:
            if len(text) <= LONGEST_WORD:
                (persian if _is_persian(text) else latin).append(text)
        found = {text for text in persian if self.spelled.get(text.translate(_SAME_LETTER))}
        letters = latin_letters_of(latin)
        for text, spelled, sound in zip(latin, letters, _sounds_of(letters), strict=True):
            key = self.spelled.get(spelled)
            if self.heard.get(sound) if key is None else key:
                found.add(text)
        return frozenset(found)

    def with_titles(self, titles: Iterable[str]) -> "TitleTable":
        """These titles and those of a caller, which are no names, whatever stands here. One without letters
        is none."""
        rows = [(words, _ADDED_KIND) for title in titles if (words := _split_title(normalize_name(title)))]
        return _table_of_rows(rows, dict(self.kinds), dict(self.spelled), self.heard)


@cache
def shipped_titles() -> TitleTable:
    """Read the tables of titles, each title of several words also in its joined spellings."""
    kinds = {"kind": KINDS}
    sounds = read_table("title_sounds", ("word", "kind"), unique=("word",), one_of=kinds)
    columns = ("word", "script", "kind")
    rows = read_table("titles", columns, as_written=("script",), unique=("word",), one_of=kinds)
    written = _letters_written()
    heard: dict[str, str] = {}
    titles: dict[str, str] = {}
    # Titles of one word first: where a joined one sounds alike, it is theirs.
    ordered = sorted(sounds, key=lambda row: row[0].count(" "))
    joinings = [(joined.split(), kind) for title, kind in ordered for joined in _joinings(title.split())]
    spellings = {word: _title_spellings(word, written) for words, _ in joinings for word in words}
    all_sounds = iter(_sounds_of([spelling for found in spellings.values() for spelling in found]))
    sounds_of = {word: list(islice(all_sounds, len(found))) for word, found in spellings.items()}
    for words, kind in joinings:
        titles.setdefault(" ".join(_hear(word, sounds_of[word], heard) for word in words), kind)
    return _table_of_rows([(word, kind) for word, _, kind in rows], titles, {}, heard)


@lru_cache(maxsize=_CALLERS)
def titles_with(titles: tuple[str, ...]) -> TitleTable:
    """The shipped titles and those of a caller.

    >>> titles_with(("Guild-Master",)).kinds["guild master"]
    'around'
    """
    return shipped_titles().with_titles(titles) if titles else shipped_titles()


def _table_of_rows(
    rows: list[tuple[str, str]], kinds: dict[str, str], spelled: dict[str, str], heard: dict[str, str]
) -> TitleTable:
    """Add titles with a spelling of their own, and count words."""
    joined = [(words.split(), kind) for title, kind in rows for words in _joinings(title.split())]
    for words, kind in sorted(joined, key=lambda row: len(row[0])):
        if kind == _NO_TITLE:
            spelled[_letters_of(words[0])] = ""
            continue
        keys = []
        for letters in map(_letters_of, words):
            # A word by itself is another one than what sounds alike; as a word of several it may be that.
            key = letters if len(words) == 1 else heard.get(_sound_of(letters), letters)
            keys.append(spelled.setdefault(letters, key))
        kinds[" ".join(keys)] = kind
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for keys in map(str.split, kinds):
        first[keys[0]] = max(len(keys), first.get(keys[0], 0))
        last[keys[-1]] = max(len(keys), last.get(keys[-1], 0))
    return TitleTable(kinds, first, last, spelled, heard)


def _joinings(words: list[str]) -> Iterator[str]:
    """Yield the words in their order, each gap a space or nothing; long titles are written with all gaps."""
    gaps = (" ", "") if len(words) <= _MOST_JOINED else (" ",)
    for between in product(gaps, repeat=len(words) - 1):
        yield "".join(chain.from_iterable(zip(words, (*between, ""), strict=True)))


def _split_title(title: str) -> str:
    """A caller's *title* in normal form as ``split_words`` parts it."""
    return " ".join("".join(x if x.isalpha() or x == "'" else " " for x in title).split())


def sound_of_word(text: str) -> str:
    """The same key for the usual spellings of one word in one script, whether it is a title or not.

    >>> sound_of_word("khanmohammadi") == sound_of_word("khān-muḥammadī".replace("-", ""))
    True
    """
    return text.translate(_SAME_LETTER) if _is_persian(text) else _sound_of(latin_letters(text))


def _letters_of(text: str) -> str:
    """What a word is looked up by: without what many leave out, Latin folded as ``text.letters`` does."""
    return text.translate(_SAME_LETTER) if _is_persian(text) else latin_letters(text)


def _is_persian(text: str) -> bool:
    """Whether *text*, a word of one script, is in Persian letters; an apostrophe may come first."""
    return not text.isascii() and SCRIPT_OF_LETTER[next(filter(str.isalpha, text), "a")] is Script.PERSIAN


def _sound_of(letters: str) -> str:
    """Folded Latin *letters* with one letter for what no style tells apart. Of a word of many consonants
    these alone, which tell it as well, and the -i of a surname: Hojjatoleslami is one."""
    heard = letters.translate(_ONE_SOUND).replace("gh", "g").replace("ph", "f")
    last = "i" if heard.endswith(("i", "y")) else ""
    consonants = heard.translate(_NO_CONSONANTS)
    if len(consonants) >= _MANY_CONSONANTS:
        return _REPEATED.sub(r"\1", consonants + last)
    return _REPEATED.sub(r"\1", heard[:-1] + last if last else heard)


def _sounds_of(words: list[str]) -> list[str]:
    """``_sound_of`` of many words."""
    heard = "\n".join(words).translate(_ONE_SOUND).replace("gh", "g").replace("ph", "f")
    keys: list[str] = []
    for text, consonants in zip(heard.split("\n"), heard.translate(_NO_CONSONANTS).split("\n"), strict=True):
        last = "i" if text.endswith(("i", "y")) else ""
        whole = text[:-1] + last if last else text
        keys.append(consonants + last if len(consonants) >= _MANY_CONSONANTS else whole)
    return _REPEATED.sub(r"\1", "\n".join(keys)).split("\n") if words else []


class _Letters(NamedTuple):
    """What *written* has for a letter, longest letters first in *pattern*."""

    pattern: re.Pattern[str]
    written: dict[str, tuple[str, ...]]


def _letters_written() -> _Letters:
    """Read title_letters.tsv."""
    rows = read_table("title_letters", ("letter", "written", "why"), as_written=("letter", "why"))
    written = {letter: tuple("" if x == "-" else x for x in cell.split()) for letter, cell, _ in rows}
    letters = sorted({letter.strip("^$") for letter in written}, key=len, reverse=True)
    return _Letters(re.compile("|".join([*letters, "."])), written)


def _title_spellings(word: str, letters: _Letters) -> list[str]:
    """All spellings of a word of title_sounds.tsv, the usual one first."""
    found = letters.pattern.findall(word)
    options = []
    for place, letter in enumerate(found):
        first, last = f"^{letter}" if place == 0 else "", f"{letter}$" if place == len(found) - 1 else ""
        at = next((x for x in (first, last, letter) if x in letters.written), "")
        options.append(letters.written[at] if at else (letter,))
    usual = "".join(x[0] for x in options)
    if len(usual.translate(_NO_CONSONANTS)) >= _MANY_CONSONANTS:
        options = [tuple(dict.fromkeys(x.translate(_NO_CONSONANTS) for x in some)) for some in options]
    return [usual, *map("".join, product(*options))]


def _hear(word: str, sounds: list[str], heard: dict[str, str]) -> str:
    """Enter a word of title_sounds.tsv with the *sounds* of all its spellings, and give its key."""
    key = heard.get(sounds[0], f"~{word}")
    for sound in sounds[1:]:
        heard.setdefault(sound, key)
    return key
