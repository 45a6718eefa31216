"""What the arrays of an index file must be: a table of each, and the few facts that lie between them.

The names are those of the format; ``search.saving`` says what they hold.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from ..arrays.dtypes import Array, Longs
from ..arrays.ragged import starts_of
from ..compare.alignment import WIDEST
from ..errors import InputError
from ..model.lexicon import LONGEST_TOKEN
from ..model.vocabulary import SEEN, Vocabulary
from ..names.compounds import LONGEST_NAME
from ..names.name import Role
from ..names.table import SCRIPTS
from ..text.letters import LATIN, PERSIAN
from ..text.scripts import Script
from .proof import (
    Arrays,
    Numbers,
    Rule,
    Sizes,
    Starts,
    TextBytes,
    TextLengths,
    TextPlaces,
    Truths,
    prove,
    refusal,
)

MOST_BITS: Final = 1000.0  # of any price or doubt: 2 ** 1024 is no number any more
_LEAST_SHARE: Final = 1e-100  # forty letters that follow no pattern have 1e-61 of all tokens
_MOST_USES: Final = 1e15  # of a word in a list

WORDS: Final[Mapping[str, Rule]] = {
    "words": TextBytes(),
    "word lengths": TextLengths("words"),
    "uses": Numbers("<f8", "word lengths", most=_MOST_USES, width=2),
}  # fmt: skip

_NAMES: Final[Mapping[str, Rule]] = {
    "text": TextBytes(),
    "text starts": TextPlaces("text"),
    "text ends": TextPlaces("text", ends_of="text starts"),
    "text of row": Numbers("<i4", below=("text starts",)),
    "tokens": TextBytes(),
    "token lengths": TextLengths("tokens", least=1),
    "token scripts": Numbers("|i1", "token lengths", most=len(SCRIPTS) - 1),
    "token roles": Numbers("|i1", "token lengths", most=len(Role) - 1),
    "token joins": Truths("token lengths"),
    "token": Numbers("<i4", below=("token lengths",)),
    "starts": Starts("text starts", into="token"),
    "spare": Numbers("<i4", "text starts"),
    "titles": Numbers("<i4", "text starts"),
    "script": Numbers("|i1", "text starts", most=len(SCRIPTS) - 1),
    "spellings": TextBytes(),
    "spelling lengths": TextLengths("spellings", least=1),
    "spelling scripts": Numbers("|i1", "spelling lengths", most=len(SCRIPTS) - 1),
    "kinds": Numbers("<i8", 2),
}  # fmt: skip

_SPELLINGS: Final[Mapping[str, Rule]] = {
    "alone": Truths("spelling lengths"),
    "short": Numbers("<i8", below=("spelling lengths",), width=2),
    "spelling": Numbers("<i4", "tokens of names", -1, below=("spelling lengths", "run first"), width=WIDEST),
    "skips": Numbers("<f8", "tokens of names", most=MOST_BITS),
    "rarity": Numbers("<f8", "tokens of names", most=MOST_BITS),
    "unknown": Numbers("<f8", "latin", _LEAST_SHARE, 1.0),
    "readings": Starts("latin", into="word", ascending=True),
    "word": Numbers("<i4", below=("vocabulary",)),
    "joint": Numbers("<f8", "word", most=1.0),
    "persian word": Numbers("<i4", "persian", -1, below=("vocabulary",)),
    "persian sound": Numbers("<i4", "persian", -1, below=("sound classes",)),
    "prior": Numbers("<f8", "persian", _LEAST_SHARE, 1.0),
    "slips": Starts("persian", into="slip word", ascending=True),
    "slip word": Numbers("<i4", below=("vocabulary",)),
    "slip": Numbers("<f8", "slip word", most=1 / SEEN),
    "sound keys": TextBytes(),
    "key lengths": TextLengths("sound keys", "persian", least=1),
    "blocks": Numbers("<i8"),
    "whole": Numbers("<i4", below=("blocks",)),
    "whole starts": Starts("spelling lengths", into="whole", ascending=True),
    "kin": Numbers("<i4", below=("blocks",)),
    "kin starts": Starts("spelling lengths", into="kin", ascending=True),
    "partners": Starts("spelling lengths", into="partner", ascending=True),
    "partner": Numbers("<i4", below=("spelling lengths",)),
    "doubt": Numbers("<f8", "partner", most=MOST_BITS),
    "joins": Truths("partner"),
    "run first": Numbers("<i4", below=("tokens of names",)),
    "run after": Numbers("|i1", "run first", 1, WIDEST - 1),
    "run codes": Numbers("<i8", least=-1),
    "run starts": Starts("run first", into="run codes"),
}  # fmt: skip

SECTION: Final = frozenset(_NAMES) | frozenset(_SPELLINGS)


def proved_sections(file: str, about: Mapping[str, object], arrays: Arrays) -> int:
    """How many sections an index has. Raises InputError where that is no number, or an array is in none."""
    sections = about.get("sections")
    if type(sections) is not int or not 0 <= sections <= len(arrays):
        raise InputError(f"{file}: 'sections' is {sections!r:.60}, no number of sections")
    known = WORDS.keys() | {f"{number}/{name}" for number in range(sections) for name in SECTION}
    for name in arrays.keys() - known:
        raise refusal(file, name, "belongs to no section")
    return sections


def prove_section(file: str, section: str, arrays: Arrays, vocabulary: Vocabulary) -> None:
    """Raise InputError, one line with the file, the array and what is wrong, where *arrays* are no section of
    an index with the words of *vocabulary*; *section* is what their names begin with."""
    prove(file, arrays, _NAMES, section=section)
    for name, fault in _faults_of_names(arrays):
        raise refusal(file, section + name, fault)
    starts = _starts_of_names(arrays)
    latin, persian = arrays["kinds"].tolist()
    sizes = {
        "tokens of names": int(starts[-1]),
        "latin": latin,
        "persian": persian,
        "vocabulary": len(vocabulary.words),
        "sound classes": len(vocabulary.sound_classes[0]),
    }
    prove(file, arrays, _SPELLINGS, sizes=sizes, section=section)
    for name, fault in _faults_of_spellings(arrays, starts, sizes):
        raise refusal(file, section + name, fault)


def _faults_of_names(arrays: Arrays) -> Iterator[tuple[str, str]]:
    lengths = np.diff(arrays["starts"])
    if (arrays["spare"] > lengths).any():
        yield "spare", "has more titles than a name has tokens"
    latin, persian = arrays["kinds"].tolist()
    scripts = arrays["spelling scripts"]
    if latin + persian > len(scripts):
        yield "kinds", f"holds {latin} and {persian}, and there are {len(scripts)} spellings"
    wanted = np.repeat([SCRIPTS.index(Script.LATIN), SCRIPTS.index(Script.PERSIAN)], (latin, persian))
    if (scripts[: latin + persian] != wanted).any():
        yield "spelling scripts", "are not first the Latin ones, then the Persian ones"


def _starts_of_names(arrays: Arrays) -> Longs:
    """``batch.spellings.within_bounds``, before there is a table."""
    lengths = np.diff(arrays["starts"])
    return starts_of(np.where(lengths - arrays["spare"] <= LONGEST_NAME, lengths, 0))


def _faults_of_spellings(arrays: Arrays, starts: Longs, sizes: Sizes) -> Iterator[tuple[str, str]]:
    # After the last token of its name, no token joins: the room of a name ends there.
    after = np.repeat(starts[1:], np.diff(starts)) - np.arange(starts[-1]) - 1
    for p in range(1, WIDEST):
        if ((arrays["spelling"][:, p] >= 0) & (after < p)).any():
            yield "spelling", "joins tokens of two names"
    if (after[arrays["run first"]] < arrays["run after"]).any():
        yield "run after", "joins tokens of two names"
    if (np.diff(arrays["blocks"]) <= 0).any():
        yield "blocks", "do not rise"
    texts, lengths = arrays["spellings"], arrays["spelling lengths"]
    latin, persian, _ = np.split(lengths, np.cumsum([sizes["latin"], sizes["persian"]]))
    cut = int(latin.sum(dtype=np.int64))
    end = cut + int(persian.sum(dtype=np.int64))
    yield from _faults_of_letters("spellings", texts[:cut], latin, LATIN)
    yield from _faults_of_letters("spellings", texts[cut:end], persian, PERSIAN)
    yield from _faults_of_letters("sound keys", arrays["sound keys"], arrays["key lengths"], PERSIAN)


def _faults_of_letters(name: str, data: Array, lengths: Array, alphabet: str) -> Iterator[tuple[str, str]]:
    """What is wrong with texts that must be words in letters of *alphabet*, all of as many bytes."""
    strange = set(data.tobytes().decode("utf-8", "surrogatepass")) - set(alphabet)
    if strange:
        yield name, f"holds {min(strange)!a}, which is no letter of the channel"
    letters = int(lengths.max(initial=0)) // len(alphabet[0].encode())
    if letters > LONGEST_TOKEN:
        yield name, f"has a word of {letters} letters"
