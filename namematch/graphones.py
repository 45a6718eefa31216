"""The letters of an unknown word in, how it may be read or written in the other script out.

A *graphone* is a Persian letter and the Latin letters that it writes. Words are sequences of them
such as words have (Bisani and Ney, "Joint-sequence models for grapheme-to-phoneme conversion",
2008), and of *patterns*, which know letters by their kind only: Arabic words share shapes (Nazih,
Karim; Mansour, Mahmoud) whatever their root, and an Arabic letter is seldom far from another. One
model serves both directions.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from importlib import resources
from math import exp, log, prod
from pathlib import Path as File
from sys import float_info
from typing import Any, BinaryIO, Final, NamedTuple
from zipfile import BadZipFile

import numpy as np

from .channel import Channel, persian_symbols, shipped_channel
from .errors import TableError
from .letters import LATIN, PERSIAN, latin_letters
from .ngrams import EDGE, Ngrams, Tree, learn_ngrams
from .normalize import normalize_name
from .stems import stems
from .tables import read_table
from .vocabulary import LONGEST_TOKEN, Floats, Word

Graphone = tuple[str, str]  # a Persian letter, and the folded Latin letters that it writes
Path = tuple[Graphone, ...]

MOST_SILENT: Final = 2  # letters in a row that a Latin spelling may leave out (ع, and ا)
# How often a sequence must be seen, by its length; chosen on held-out words.
GRAPHONES_KEPT: Final = (0, 0, 0, 1.1, 1.1)
PATTERNS_KEPT: Final = (0, 0, 0, 1.1, 1.1, 1.1, 1.1, 1.1)
LETTERS_KEPT: Final = (0, 0, 0, 1.1, 1.1, 1.1)
FORMAT: Final = 1  # of graphones.npz; a file of another one is refused
# Stands in the file, beside the tables.
ABOUT: Final = """\
Frequencies of sequences of letters, learned by namematch.graphones.learn_graphones from the package's
lexicon and from attested spellings of single names; no spelling is in here.
Sources: as of channel.npz."""


class Weights(NamedTuple):
    """What the parts of a score count, in nats; learned on held-out words."""

    graphones: float
    patterns: float
    letters: float  # of the script that is written
    channel: float = 0.0


TO_LATIN: Final = Weights(0.48, 0.40, 0.20)
TO_PERSIAN: Final = Weights(0.33, 0.22, 0.28, 0.45)

_VOWELS: Final = "aeiou"
_CONSONANT_VOWELS: Final = {"": 0, "a": 0, "e": 0, "o": 0, "i": 3, "u": 3}  # and what each costs
_LONGEST_PIECE: Final = 3  # letters
_OTHER_HOUSE: Final = 4  # cost of a piece that the press does not write
_VOWEL_LETTERS: Final = "اآویه"
_ARABIC, _PERSIAN_ONLY = "ثحذصضطظعغق", "پچژگ"  # which words of the other language do not have
_LAST_ONLY: Final = {("ه", "eh")}  # within a word, the vowel is that of the letter before
_OF_AFFIXES: Final = "متن"  # consonants that Arabic patterns add to a root

# Hayat has a consonant, Heydar a diphthong; q and gh are one letter to the press.
_DIPHTHONG = re.compile(rf"([ae])y(?![{_VOWELS}])")
_GLIDE = re.compile(rf"w(?=[{_VOWELS}])")


class Width(NamedTuple):
    """How widely an unknown word's spellings are searched."""

    beam: int  # paths kept at each place
    margin: float  # nats below the best at which a path is given up, were its parts weighed fully
    proposed: int  # spellings that are weighed again


# The first spelling of an unseen word is as often right with NARROW; one of the first five more often
# with WIDE.
WIDE: Final = Width(24, 9.0, 24)
NARROW: Final = Width(10, 4.5, 10)
_ANYTHING: Final = Width(50, float("inf"), 50)


def fold_spelling(latin: str) -> str:
    """The letters of *latin* as the graphones have them, houses' habits of one sound folded.

    >>> fold_spelling("Heydar"), fold_spelling("Qavami"), fold_spelling("Noori")
    ('heidar', 'ghavami', 'nuri')
    """
    letters = latin_letters(latin.lower()).replace("q", "gh")
    return _DIPHTHONG.sub(r"\1i", _GLIDE.sub("v", letters))


class Pieces(NamedTuple):
    """What the letters of ``data/press.tsv`` may write, folded."""

    costs: Mapping[str, Mapping[str, int]]  # of each letter's pieces, when a spelling is aligned
    press: Mapping[Graphone, str]  # those that the press writes, as it writes them
    letters: Mapping[str, tuple[str, ...]]  # the letters that write a piece
    signs: Mapping[Graphone, int]
    patterns: Sequence[int]  # of each sign, the sign of its pattern
    sounds: Mapping[str, str]  # the consonant of each letter that has one


@lru_cache(maxsize=1)
def pieces() -> Pieces:
    """Read ``data/press.tsv``."""
    columns = ("letter", "sound", "pieces", "other")
    costs: dict[str, dict[str, int]] = {}
    press: dict[Graphone, str] = {}
    rows = read_table("press", columns, optional=columns[1:], unique=("letter",))
    for letter, sound, written, other in rows:
        own = costs.setdefault(letter, {})
        usual = [(x.strip("-"), cost) for cost, x in enumerate(written.split())]
        for piece, cost in (*_syllables(sound), *usual):
            press.setdefault((letter, latin_letters(piece)), piece)
            own.setdefault(latin_letters(piece), cost)
        for piece in other.split():
            for text, cost in _syllables(piece.strip("-")) or [(piece.strip("-"), 0)]:
                own.setdefault(latin_letters(text), cost + _OTHER_HOUSE)
    letters: dict[str, list[str]] = defaultdict(list)
    for letter, own in costs.items():
        for piece in own:
            letters[piece].append(letter)
    # Rather a sign too many: every letter may be silent before its like (Amir, Reza: Amireza).
    graphones = [(letter, piece) for letter, own in costs.items() for piece in {**own, "": 0}]
    signs = {graphone: i for i, graphone in enumerate(graphones, 1)}
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(map(_pattern, graphones)), 1)}
    return Pieces(
        costs,
        press,
        {piece: tuple(x) for piece, x in letters.items()},
        signs,
        [EDGE, *(kinds[_pattern(graphone)] for graphone in graphones)],
        {letter: sound for letter, sound, *_ in rows if _syllables(sound)},
    )


def _syllables(sound: str) -> list[tuple[str, int]]:
    """A consonant alone and with each vowel, with its cost; none for a vowel or for nothing."""
    if not sound or set(sound) & set(_VOWELS):
        return []
    return [(sound + vowel, cost) for vowel, cost in _CONSONANT_VOWELS.items()]


def _pattern(graphone: Graphone) -> Graphone:
    """A graphone without its consonant: what kind of letter, and the vowel after it."""
    letter, piece = graphone
    if letter in _VOWEL_LETTERS:
        return graphone
    vowel = piece[-1:] if piece[-1:] in tuple(_VOWELS) else ""
    if letter in _OF_AFFIXES:
        return letter, vowel
    kind = "arabic" if letter in _ARABIC else "persian" if letter in _PERSIAN_ONLY else "any"
    return kind, vowel


def align_letters(persian: str, latin: str) -> Path:
    """Share folded *latin* out among the letters of *persian*; ``()`` where that cannot be.

    >>> align_letters("قمری", "ghamari")
    (('ق', 'gha'), ('م', 'ma'), ('ر', 'r'), ('ی', 'i'))
    """
    costs = pieces().costs
    reached: dict[int, tuple[int, Path]] = {0: (0, ())}
    for letter, after in zip(persian, [*persian[1:], ""], strict=False):
        choices = {**costs[letter], "": 0} if merges(letter, after) else costs[letter]
        following: dict[int, tuple[int, Path]] = {}
        for start, (spent, path) in reached.items():
            for piece, cost in choices.items():
                if after and (letter, piece) in _LAST_ONLY:
                    continue
                end = start + len(piece)
                cheaper = end not in following or spent + cost < following[end][0]
                if cheaper and latin.startswith(piece, start):
                    following[end] = spent + cost, (*path, (letter, piece))
        reached = following
    return reached.get(len(latin), (0, ()))[1]


def merges(letter: str, after: str) -> bool:
    """Whether folding leaves no trace of a consonant before *after*: Amirreza, Mohammadjavad, Saatchi.

    >>> merges("ر", "ر"), merges("د", "ج"), merges("ر", "ز")
    (True, True, False)
    """
    sounds = pieces().sounds
    if letter not in sounds or after not in sounds or letter in _VOWEL_LETTERS:
        return False
    return sounds[letter] == sounds[after] or sounds[letter] + sounds[after] in ("dj", "tch")


class Graphones(NamedTuple):
    """The learned model: n-grams of graphones, of their patterns, and of either script's letters."""

    graphones: Ngrams
    patterns: Ngrams
    latin: Ngrams
    persian: Ngrams

    def write(self, file: File | BinaryIO) -> None:
        """Store the model."""
        stored = [ngrams.stored(name) for name, ngrams in zip(self._fields, self, strict=True)]
        arrays = {name: array for one in stored for name, array in one.items()}
        about = {"format": np.array(FORMAT), "about": np.array(ABOUT), "inventory": _inventory()}
        np.savez_compressed(file, allow_pickle=False, **about, **arrays)


def _inventory() -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    """The graphones in the order of their signs: a model of others means something else."""
    return np.array([f"{letter} {piece}" for letter, piece in pieces().signs])


def read_graphones(path: File) -> Graphones:
    """The model stored at *path*. Raises ``TableError`` where it is not one of this format."""
    try:
        # numpy leaves a path open where it is no zip after all
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            stored = dict(file)
    except (OSError, ValueError, EOFError, TypeError, BadZipFile, zlib.error) as error:
        raise TableError(f"{path}: not a table of graphones ({error})") from error
    if str(stored.get("format")) != str(FORMAT):
        raise TableError(f"{path}: format {stored.get('format')!r} is not {FORMAT}")
    if not np.array_equal(stored.get("inventory", ()), _inventory()):
        raise TableError(f"{path}: learned from another press.tsv; learn the graphones again")
    try:
        return Graphones(*(Ngrams.read(stored, name) for name in Graphones._fields))
    except KeyError as error:
        raise TableError(f"{path}: no table {error}") from error


@lru_cache(maxsize=1)
def shipped_graphones() -> Graphones:
    """The model that the package ships."""
    with resources.as_file(resources.files("namematch") / "data" / "graphones.npz") as path:
        return read_graphones(path)


def learn_graphones(pairs: Iterable[tuple[str, str, float]], words: Iterable[Word]) -> Graphones:
    """Learn from attested *pairs*, the press spellings of *words* and those of ``stems``; deterministic.

    A pair is the Persian letters, the Latin ones (``latin_letters``) and a weight; however many
    pairs show a word it counts once, or less where the weights of its pairs sum to less. Pairs
    that no alignment explains teach nothing.
    """
    paths = _weighed_paths(pairs, words)
    signs, patterns = pieces().signs, pieces().patterns
    graphones = [([signs[graphone] for graphone in path], weight) for path, weight in paths]
    shapes = [([patterns[sign] for sign in row], weight) for row, weight in graphones]
    latin = {"".join(piece for _, piece in path) for path, _ in paths}
    persian = {"".join(letter for letter, _ in path) for path, _ in paths}
    return Graphones(
        learn_ngrams(graphones, signs=len(signs) + 1, least=GRAPHONES_KEPT),
        learn_ngrams(shapes, signs=max(patterns) + 1, least=PATTERNS_KEPT),
        learn_ngrams(_spelled(latin, LATIN), signs=len(LATIN) + 1, least=LETTERS_KEPT),
        learn_ngrams(_spelled(persian, PERSIAN), signs=len(PERSIAN) + 1, least=LETTERS_KEPT),
    )


def _weighed_paths(
    pairs: Iterable[tuple[str, str, float]], words: Iterable[Word]
) -> list[tuple[Path, float]]:
    """The aligned words, each way to write one with its share."""
    spelled: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for persian, latin, weight in pairs:
        spelled[persian][fold_spelling(latin)] += weight
    weights: dict[Path, float] = defaultdict(float)
    for persian, ways in sorted(spelled.items()):
        total = max(1.0, sum(ways.values()))
        for latin, weight in sorted(ways.items()):
            weights[align_letters(persian, latin)] += weight / total
    for persian, latin in {**stems(), **{word.persian: word.latin for word in words}}.items():
        weights[align_letters(persian, fold_spelling(normalize_name(latin)))] += 1.0
    weights.pop((), None)
    return list(weights.items())


def _spelled(texts: Iterable[str], alphabet: str) -> list[tuple[list[int], float]]:
    index = {letter: i for i, letter in enumerate(alphabet, 1)}
    return [([index[letter] for letter in text], 1.0) for text in sorted(texts)]


class Reading(NamedTuple):
    """A way to read Persian letters, and its share among the ways found."""

    path: Path
    probability: float

    @property
    def latin(self) -> str:
        """As the press writes it."""
        return "".join(map(_in_the_press, self.path))


def _in_the_press(graphone: Graphone) -> str:
    """What the press writes; a letter that merges with the next one too (Amirreza)."""
    letter, piece = graphone
    merged = "" if letter in _VOWEL_LETTERS else pieces().sounds.get(letter, "")
    return pieces().press.get(graphone, piece or merged)


# A path as far as it has come: what the search goes by, the graphones' own cost, the states of
# graphones and patterns, and the path as a chain, its last graphone first. A plain tuple: the
# searches make thousands of them for one word.
_Chain = tuple[Any, ...]
_Step = tuple[float, float, int, int, _Chain]


def _path(chain: _Chain) -> Path:
    """The graphones of the chain of a whole word, in order."""
    graphones: list[Graphone] = []
    chain, _edge = chain
    while chain:
        chain, graphone = chain
        graphones.append(graphone)
    return tuple(reversed(graphones))


class Speller:
    """Reads and writes words that nobody knows, by a model and a channel."""

    def __init__(self, model: Graphones, channel: Channel) -> None:
        self._model = model
        self._channel = channel
        self._graphones: Tree = model.graphones.tree
        self._patterns: Tree = model.patterns.tree
        # Asked twice for a token: how probable it is, and what it spells.
        self._found = lru_cache(maxsize=4)(self._persian_steps)
        self._ways = lru_cache(maxsize=1 << 17)(self._cheapest_first)

    def readings(self, letters: str, width: Width = WIDE) -> list[Reading]:
        """The ways to read Persian *letters*, no two of which sound alike, the best first."""
        if len(letters) > LONGEST_TOKEN:
            return _read_in_stretches(letters, self.readings, width)
        found = self._latin_paths(letters, width) or self._latin_paths(letters, _ANYTHING)
        texts = ["".join(piece for _, piece in path) for _, path in found]
        tree, index = self._model.latin.tree, _LATIN_INDEX
        shares = _shares(
            [
                -cost - TO_LATIN.letters * tree.cost(index[x] for x in text)
                for (cost, _), text in zip(found, texts, strict=True)
            ]
        )
        best: dict[str, Reading] = {}
        for share, text, (_, path) in sorted(zip(shares, texts, found, strict=True), reverse=True):
            first, before = best.get(text, (path, 0.0))
            best[text] = Reading(first, before + share)
        return sorted(best.values(), key=lambda reading: (-reading.probability, reading.latin))

    def _latin_paths(self, letters: str, width: Width) -> list[tuple[float, Path]]:
        """The best ways to read *letters* and their costs; ways without any sound (of a hamza) are none."""
        margin = width.margin * (TO_LATIN.graphones + TO_LATIN.patterns)
        beam = [self._first()]
        for letter, after in zip(letters, [*letters[1:], ""], strict=False):
            choices = _choices(letter, merged=merges(letter, after), last=not after)
            beam = _best(self._grown(beam, choices, TO_LATIN, margin), margin, width)
        ended = _best(self._grown(beam, _ENDED, TO_LATIN, margin), margin, width)[: width.proposed]
        paths = [(cost, _path(chain)) for cost, *_, chain in ended]
        return [(cost, path) for cost, path in paths if any(piece for _, piece in path)]

    def persian(self, latin: str, width: Width = WIDE) -> list[tuple[str, float]]:
        """Persian spellings of folded *latin* letters with their shares, the best first."""
        if len(latin) > LONGEST_TOKEN:
            return _in_stretches(latin, self.persian, width)
        costs: dict[str, float] = {}
        for step in self._found(fold_spelling(latin), width):
            text = "".join(letter for letter, _ in _path(step[-1]))
            costs[text] = min(step[0], costs.get(text, step[0]))
        texts = nsmallest(
            width.proposed, (text for text in costs if text), key=lambda text: (costs[text], text)
        )
        tree, index = self._model.persian.tree, _PERSIAN_INDEX
        rendered = likelihoods(self._channel, texts, latin)
        scores = [
            TO_PERSIAN.channel * log(max(p, float_info.min))
            - costs[text]
            - TO_PERSIAN.letters * tree.cost(index[x] for x in text)
            for text, p in zip(texts, rendered.tolist(), strict=True)
        ]
        return sorted(zip(texts, _shares(scores), strict=True), key=lambda item: (-item[1], item[0]))

    def probability(self, latin: str, width: Width = WIDE) -> float:
        """How probable folded *latin* letters are as the spelling of an unknown word."""
        return sum(exp(-step[1]) for step in self._found(fold_spelling(latin), width))

    def _persian_steps(self, latin: str, width: Width) -> list[_Step]:
        """The best ways to write what *latin* spells."""
        margin = width.margin * (TO_PERSIAN.graphones + TO_PERSIAN.patterns)
        reached: list[list[_Step]] = [[] for _ in range(len(latin) + 1)]
        reached[0] = [self._first()]
        for start in range(len(latin) + 1):
            newest = here = _best(reached[start], margin, width)
            for _ in range(MOST_SILENT):
                newest = _best(self._grown(newest, _writers(""), TO_PERSIAN, margin, here), margin, width)
                here = _best([*here, *newest], margin, width)
            reached[start] = here
            for end in range(start + 1, min(len(latin), start + _LONGEST_PIECE + 1) + 1):
                choices = _writers(latin[start:end], last=end == len(latin))
                if choices.signed:
                    reached[end] += self._grown(here, choices, TO_PERSIAN, margin, reached[end])
        return _best(self._grown(reached[-1], _ENDED, TO_PERSIAN, margin), margin, width)

    def _first(self) -> _Step:
        return 0.0, 0.0, self._graphones.start, self._patterns.start, ()

    def _grown(
        self,
        steps: Iterable[_Step],
        choices: "_Choices",
        weights: Weights,
        margin: float,
        rivals: Sequence[_Step] = (),
    ) -> list[_Step]:
        """*steps* with one graphone more each, none much worse than the best of them and of *rivals*."""
        patterns, ways = self._patterns, self._ways
        most = min((rival[0] for rival in rivals), default=_NEVER) + margin
        grown: list[_Step] = []
        for spent, joint, state, shape, chain in steps:
            for cost, following, graphone, pattern in ways(state, choices):
                total = spent + weights.graphones * cost
                if total > most:
                    break
                shaped, next_shape = patterns.step(shape, pattern)
                total += weights.patterns * shaped
                if total <= most:
                    most = min(most, total + margin)
                    grown.append((total, joint + cost, following, next_shape, (chain, graphone)))
        return grown

    def _cheapest_first(self, state: int, choices: "_Choices") -> list[tuple[float, int, Graphone, int]]:
        """What each choice costs at a state of the graphones, the state after it, and its pattern."""
        found = [
            (*self._graphones.step(state, sign), graphone, pattern)
            for graphone, sign, pattern in choices.signed
        ]
        return sorted(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """Graphones to go on with; one object for one set, so that what they cost is remembered by it."""

    signed: tuple[tuple[Graphone, int, int], ...]  # a graphone, its sign and that of its pattern


_ENDED: Final = _Choices(((("", ""), EDGE, EDGE),))
_NEVER: Final = float("inf")
_LATIN_INDEX = {letter: i for i, letter in enumerate(LATIN, 1)}
_PERSIAN_INDEX = {letter: i for i, letter in enumerate(PERSIAN, 1)}


@lru_cache(maxsize=1 << 8)
def _choices(letter: str, *, merged: bool, last: bool) -> _Choices:
    """What a Persian letter may write in the press, with the signs."""
    known = pieces()
    found = [(letter, x) for x in known.costs[letter] if (letter, x) in known.press]
    found = [graphone for graphone in found if last or graphone not in _LAST_ONLY]
    return _Choices(tuple(map(_signed, [*found, (letter, "")] if merged else found)))


@lru_cache(maxsize=1 << 12)
def _writers(piece: str, *, last: bool = False) -> _Choices:
    """The letters that write a folded piece, with the signs."""
    found = ((letter, piece) for letter in pieces().letters.get(piece, ()))
    return _Choices(tuple(_signed(x) for x in found if last or x not in _LAST_ONLY))


def _signed(graphone: Graphone) -> tuple[Graphone, int, int]:
    sign = pieces().signs[graphone]
    return graphone, sign, pieces().patterns[sign]


def _best(steps: Sequence[_Step], margin: float, width: Width) -> list[_Step]:
    """The best steps, none worse than the best of them by more than *margin*."""
    kept = nsmallest(width.beam, steps)
    return [step for step in kept if step[0] <= kept[0][0] + margin]


def _shares(scores: Sequence[float]) -> list[float]:
    """Log scores as shares of their sum."""
    top = max(scores, default=0.0)
    masses = [exp(score - top) for score in scores]
    total = sum(masses)
    return [mass / total for mass in masses]


def likelihoods(channel: Channel, words: Sequence[str], latin: str) -> Floats:
    """P(token | word) of several *words* at once, shape (words,); each as by ``channel.likelihood``."""
    symbols = [persian_symbols(word) for word in words]
    used, places = np.unique(np.concatenate([*symbols, [0]]), return_inverse=True)
    ids = channel.substrings(latin).T[:, None, :]
    # As emission_rows has them, of the symbols that these words use.
    rows = np.where(ids >= 0, channel.persian[ids, used[:, None]], 0.0)
    lengths = np.array([len(word) for word in words], np.int64)
    starts = np.cumsum(lengths) - lengths
    reached = np.zeros((len(words), len(latin) + 1))
    reached[:, 0] = 1.0
    for i in range(int(lengths.max(initial=0))):
        alive = np.flatnonzero(lengths > i)
        letter = places[starts[alive] + i]
        before = reached[alive]
        following = before * rows[0, letter]
        for k in range(1, len(rows)):
            following[:, k:] += before[:, :-k] * rows[k, letter, k:]
        reached[alive] = following
    found: Floats = reached[:, -1]
    return found


def _read_in_stretches(
    letters: str, read: Callable[[str, Width], list[Reading]], width: Width
) -> list[Reading]:
    """Read a token too long for any name stretch by stretch, the best of each."""
    stretches = [letters[i : i + LONGEST_TOKEN] for i in range(0, len(letters), LONGEST_TOKEN)]
    best = [read(stretch, width)[0] for stretch in stretches]
    return [Reading(tuple(x for one in best for x in one.path), prod(one.probability for one in best))]


def _in_stretches(
    letters: str, spell: Callable[[str, Width], list[tuple[str, float]]], width: Width
) -> list[tuple[str, float]]:
    """Spell a token too long for any name stretch by stretch, the best of each."""
    stretches = [letters[i : i + LONGEST_TOKEN] for i in range(0, len(letters), LONGEST_TOKEN)]
    best = [found[0] for stretch in stretches if (found := spell(stretch, width))]
    return [("".join(text for text, _ in best), prod(share for _, share in best))] if best else []


@lru_cache(maxsize=1)
def shipped_speller() -> Speller:
    """The speller that the package ships, made once a process.

    >>> shipped_speller().persian("pirfarshi")[0][0]
    'پیرفرشی'
    """
    return Speller(shipped_graphones(), shipped_channel())
