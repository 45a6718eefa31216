"""What the arrays of an index file must be: a table of each, and the few facts that lie between them.

The names are those of the format, some of them older than the words of the code: a slip is a typo, kin are
near blocks, spare ones are optional titles. ``search.saving`` says what they hold.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from ..arrays.dtypes import Array, Longs
from ..arrays.ragged import starts_of
from ..compare.alignment import NOWHERE
from ..errors import InputError
from ..model.lexicon import LONGEST_TOKEN
from ..model.vocabulary import SEEN, Vocabulary
from ..names.compounds import LONGEST_NAME, WIDEST
from ..names.name import Role
from ..names.table import BESIDE_KINDS, SCRIPTS
from ..text.letters import LATIN, PERSIAN
from ..text.scripts import Script
from .proof import (
    Arrays,
    Rule,
    Sizes,
    Starts,
    TextBytes,
    TextLengths,
    TextPlaces,
    Truths,
    Values,
    prove,
    refusal,
)

_MOST_DOUBT: Final = 1000.0  # of a doubt or a rarity: 2 ** 1024 is no number any more
LEAST_SHARE: Final = 1e-100  # forty letters that follow no pattern have 1e-61 of all tokens
_MOST_USES: Final = 1e15  # of a word in a list

WORDS: Final[Mapping[str, Rule]] = {
    "words": TextBytes(),
    "word lengths": TextLengths("words"),
    "uses": Values("<f8", "word lengths", most=_MOST_USES, width=2),
}  # fmt: skip

_RULES_OF_NAMES: Final[Mapping[str, Rule]] = {
    "text": TextBytes(),
    "text starts": TextPlaces("text"),
    "text ends": TextPlaces("text", ends_of="text starts"),
    "text of row": Values("<i4", below=("text starts",)),
    "tokens": TextBytes(),
    "token lengths": TextLengths("tokens", least=1),
    "token scripts": Values("|i1", "token lengths", most=len(SCRIPTS) - 1),
    "token roles": Values("|i1", "token lengths", most=len(Role) - 1),
    "token joins": Truths("token lengths"),
    "token": Values("<i4", below=("token lengths",)),
    "starts": Starts("text starts", into="token"),
    "spare": Values("<i4", "text starts"),
    "titles": Values("<i4", "text starts"),
    "script": Values("|i1", "text starts", most=len(SCRIPTS) - 1),
    "owner": Values("<i4", "text starts", below=("text starts",)),
    "beside owner": Values("<i8", below=("text starts",)),
    "beside kind": Values("<i8", "beside owner", most=BESIDE_KINDS - 1),
    "beside starts": Starts("beside owner", into="beside token"),
    "beside spare": Values("<i8", "beside owner"),
    "beside token": Values("<i8", below=("token lengths",)),
    "spellings": TextBytes(),
    "spelling lengths": TextLengths("spellings", least=1),
    "spelling scripts": Values("|i1", "spelling lengths", most=len(SCRIPTS) - 1),
    "kinds": Values("<i8", 2),
}  # fmt: skip

_RULES_OF_SPELLINGS: Final[Mapping[str, Rule]] = {
    "alone": Truths("spelling lengths"),
    "short": Values("<i8", below=("spelling lengths",), width=2),
    "spelling": Values("<i4", "tokens of names", -1, below=("spelling lengths", "run first"), width=WIDEST),
    "skips": Values("<f8", "tokens of names", most=2 * NOWHERE),
    "rarity": Values("<f8", "tokens of names", most=_MOST_DOUBT),
    "unknown": Values("<f8", "latin", LEAST_SHARE, 1.0),
    "readings": Starts("latin", into="word", ascending=True),
    "word": Values("<i4", below=("vocabulary",)),
    "joint": Values("<f8", "word", most=1.0),
    "persian word": Values("<i4", "persian", -1, below=("vocabulary",)),
    "persian sound": Values("<i4", "persian", -1, below=("sound classes",)),
    "prior": Values("<f8", "persian", LEAST_SHARE, 1.0),
    "slips": Starts("persian", into="slip word", ascending=True),
    "slip word": Values("<i4", below=("vocabulary",)),
    "slip": Values("<f8", "slip word", most=1 / SEEN),
    "sound keys": TextBytes(),
    "key lengths": TextLengths("sound keys", "persian", least=1),
    "blocks": Values("<i8"),
    "whole": Values("<i4", below=("blocks",)),
    "whole starts": Starts("spelling lengths", into="whole", ascending=True),
    "kin": Values("<i4", below=("blocks",)),
    "kin starts": Starts("spelling lengths", into="kin", ascending=True),
    "partners": Starts("spelling lengths", into="partner", ascending=True),
    "partner": Values("<i4", below=("spelling lengths",)),
    "doubt": Values("<f8", "partner", most=_MOST_DOUBT),
    "joins": Truths("partner"),
    "run first": Values("<i4", below=("tokens of names",)),
    "run after": Values("|i1", "run first", 1, WIDEST - 1),
    "run codes": Values("<i8", least=-1),
    "run starts": Starts("run first", into="run codes"),
}  # fmt: skip

SEGMENT: Final = frozenset(_RULES_OF_NAMES) | frozenset(_RULES_OF_SPELLINGS)


def proved_segments(file: str, about: Mapping[str, object], arrays: Arrays) -> int:
    """How many segments an index has. Raises InputError where that is no number, or an array is in none."""
    segments = about.get("sections")
    if type(segments) is not int or not 0 <= segments <= len(arrays):
        raise InputError(f"{file}: 'sections' is {segments!r:.60}, no number of segments")
    known = WORDS.keys() | {f"{number}/{name}" for number in range(segments) for name in SEGMENT}
    for name in arrays.keys() - known:
        raise refusal(file, name, "belongs to no segment")
    return segments


def prove_segment(file: str, begin: str, arrays: Arrays, vocabulary: Vocabulary) -> None:
    """Raise InputError, one line with the file, the array and what is wrong, where *arrays* are no segment
    of an index with the words of *vocabulary*; *begin* is what their names begin with."""
    prove(file, arrays, _RULES_OF_NAMES, begin=begin)
    for name, fault in _faults_of_names(arrays):
        raise refusal(file, begin + name, fault)
    starts = _starts_of_names(arrays)
    latin, persian = arrays["kinds"].tolist()
    sizes = {
        "tokens of names": int(starts[-1]),
        "latin": latin,
        "persian": persian,
        "vocabulary": len(vocabulary.words),
        "sound classes": len(vocabulary.sound_classes[0]),
    }
    prove(file, arrays, _RULES_OF_SPELLINGS, sizes=sizes, begin=begin)
    for name, fault in _faults_of_spellings(arrays, starts, sizes):
        raise refusal(file, begin + name, fault)


def _faults_of_names(arrays: Arrays) -> Iterator[tuple[str, str]]:
    lengths = np.diff(arrays["starts"])
    if (arrays["spare"] > lengths).any():
        yield "spare", "has more titles than a name has tokens"
    if (arrays["beside spare"] > np.diff(arrays["beside starts"])).any():
        yield "beside spare", "has more titles than a name has tokens"
    if (np.diff(arrays["beside owner"]) < 0).any():
        yield "beside owner", "falls"
    names = arrays["owner"] == np.arange(len(arrays["owner"]))
    if (np.diff(names.astype(np.int8)) > 0).any() or not names[arrays["owner"]].all():
        yield "owner", "is not first each text, then texts that mean it too"
    for name in ("text of row", "beside owner"):
        if not names[arrays[name]].all():
            yield name, "holds what is no text of a row"
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
