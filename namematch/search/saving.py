"""The segments of an index in, the bytes of its file out, and back again.

What takes a search to find is stored, what a look-up tells is found again. Readings depend on words and
channel: a digest of them is in the file, and another vocabulary than that is refused.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from importlib import resources
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Array, Longs
from ..arrays.ragged import Ragged
from ..arrays.strings import Texts
from ..batch.cells import ListCells
from ..batch.partners import PartnerTable
from ..batch.read_spellings import ReadSpellings
from ..batch.readings import PreparedWords, Typos, known_latin, known_persian
from ..batch.spellings import Runs, Spellings
from ..errors import InputError, NameMatchError
from ..files.container import Container, container_blocks
from ..model.blocks import Blocks
from ..model.lexicon import Word
from ..model.vocabulary import Vocabulary
from ..names.name import Role, Token
from ..names.table import SCRIPTS, Beside, NameTable, from_text
from ..policy import Policy
from ..text.scripts import Script
from .proof import Arrays, prove, refusal
from .segment import Segment
from .stored_arrays import SEGMENT, WORDS, prove_segment, proved_segments

Small = NDArray[np.int8]

_ROWS: Final = "text of row"
_STORED_ROLES: Final = tuple(Role)
# Tables that names are parsed and words are read by.
_READ_BY: Final = (
    *("titles", "title_sounds", "title_letters", "particles", "compounds", "attached"),
    *("constructs", "letter_names", "abbreviations", "romanised", "usual", "clauses", "given", "family"),
)


def stored_index(
    policy: Policy, given: Vocabulary, vocabulary: Vocabulary, segments: Sequence[Segment]
) -> Iterator[memoryview | bytes]:
    """The file of an index, block by block; *vocabulary* is the one *given* and, after its words, the
    list's."""
    about = {"policy": asdict(policy), "words": digest_of(given), "sections": len(segments)}
    arrays = _arrays_of_words(vocabulary.words[len(given.words) :])
    for number, segment in enumerate(segments):
        arrays |= {f"{number}/{name}": array for name, array in _arrays_of(segment).items()}
    return container_blocks(about, arrays)


def index_of(
    container: Container, given: Vocabulary, titles: tuple[str, ...]
) -> tuple[Vocabulary, list[Segment]]:
    """What was stored, each array of it proved; *titles* are those of its policy.

    Raises InputError, one line with the file, the array and what is wrong, for what no index holds, and where
    it was made with other words than *given*.
    """
    about, arrays, file = container.about, container.arrays, container.path
    if about.get("words") != digest_of(given):
        raise InputError(
            f"{file}: was made with other words: another vocabulary or channel, or the tables of "
            "another release of namematch"
        )
    begins = [f"{number}/" for number in range(proved_segments(file, about, arrays))]
    prove(file, arrays, WORDS)
    vocabulary = _with_words(file, given, _words_of(arrays))
    segments = []
    for begin in begins:
        stored = {name: arrays[begin + name] for name in SEGMENT if begin + name in arrays}
        prove_segment(file, begin, stored, vocabulary)
        segments.append(_segment_of(stored, PreparedWords.of(vocabulary), titles))
    return vocabulary, segments


def rows_stored(container: Container) -> int:
    """How many rows an index in a file has, as far as it says so."""
    return sum(len(array) for name, array in container.arrays.items() if name.endswith(f"/{_ROWS}"))


def _with_words(file: str, given: Vocabulary, added: Sequence[Word]) -> Vocabulary:
    """*given* and, after its words, those that a list brought."""
    try:
        return given.with_words(added) if added else given
    except NameMatchError as error:
        raise refusal(file, "words", str(error)) from error


def _arrays_of_words(words: Sequence[Word]) -> dict[str, Array]:
    """Words that a list brought: no style writes them in any way of its own."""
    persian = Texts.of(word.persian for word in words)
    return {
        "words": persian.data,
        "word lengths": persian.lengths.astype(np.int32),
        "uses": np.array([(word.given, word.family) for word in words], np.float64).reshape(-1, 2),
    }


def _words_of(arrays: Arrays) -> list[Word]:
    texts = _texts_of(arrays["words"], arrays["word lengths"])
    uses = arrays["uses"].tolist()
    return [Word(persian, "", *both) for persian, both in zip(texts, uses, strict=True)]


def digest_of(vocabulary: Vocabulary) -> str:
    """What tells a vocabulary, its channel and the tables that names are parsed by from others."""
    return vocabulary.derived(_digest)


def _digest(vocabulary: Vocabulary) -> str:
    digest = hashlib.sha256(json.dumps([asdict(word) for word in vocabulary.words]).encode())
    channel = vocabulary.channel
    digest.update(json.dumps(channel.triples).encode())
    for model in (channel.latin_model, channel.persian_model):
        digest.update(np.ascontiguousarray(model.nats).data)
    for table in (channel.persian, channel.latin):
        digest.update(np.ascontiguousarray(table).data)
    for name in _READ_BY:
        digest.update((resources.files("namematch") / "data" / f"{name}.tsv").read_bytes())
    return digest.hexdigest()


def _arrays_of(segment: Segment) -> dict[str, Array]:
    """All of a segment that is stored."""
    names, lookup = segment.names, segment.lookup
    latin, persian, blocks = lookup.read.latin, lookup.read.persian, lookup.read.blocks
    pairs, runs, keys = lookup.table, lookup.runs, Texts.of(persian.keys)
    return _arrays_of_cells(segment) | _arrays_of_spellings(lookup.read.spellings) | {
        _ROWS: segment.text_of.astype(np.int32),
        "spelling": names.reading,
        "skips": names.skips,
        "rarity": names.rarity,
        "unknown": latin.unknown,
        "readings": latin.starts,
        "word": latin.word.astype(np.int32),
        "joint": latin.joint,
        "persian word": persian.word.astype(np.int32),
        "persian sound": persian.sound.astype(np.int32),
        "prior": persian.prior,
        "slips": persian.typo_starts,
        "slip word": persian.typo_word.astype(np.int32),
        "slip": persian.typo,
        "sound keys": keys.data,
        "key lengths": keys.lengths.astype(np.int32),
        "blocks": blocks.codes,
        "whole": blocks.whole.values,
        "whole starts": blocks.whole.starts,
        "kin": blocks.near.values,
        "kin starts": blocks.near.starts,
        "partners": pairs.starts,
        "partner": pairs.partner.astype(np.int32),
        "doubt": pairs.doubt,
        "joins": pairs.joins,
        "run first": runs.first.astype(np.int32),
        "run after": runs.after.astype(np.int8),
        "run codes": runs.codes.values,
        "run starts": runs.codes.starts,
    }  # fmt: skip


def _segment_of(arrays: Arrays, prepared: PreparedWords, titles: tuple[str, ...]) -> Segment:
    """``_arrays_of`` back."""
    pairs = PartnerTable(
        arrays["partners"], arrays["partner"].astype(np.int64), arrays["doubt"], arrays["joins"]
    )
    runs = Runs(
        arrays["run first"].astype(np.int64), arrays["run after"].astype(np.int64),
        Ragged(arrays["run codes"], arrays["run starts"]),
    )  # fmt: skip
    return Segment.known(
        _cells_of(arrays, titles), arrays[_ROWS].astype(np.int64), arrays["spelling"],
        arrays["skips"], arrays["rarity"], _read_of(arrays, prepared), pairs, runs,
    )  # fmt: skip


def _read_of(arrays: Arrays, prepared: PreparedWords) -> ReadSpellings:
    s = _spellings_of(arrays)
    latin = known_latin(
        s.texts[: s.latin], prepared, arrays["unknown"],
        np.repeat(np.arange(s.latin), np.diff(arrays["readings"])), arrays["word"].astype(np.int64),
        arrays["joint"],
    )  # fmt: skip
    persian = known_persian(
        s.texts[s.latin : s.latin + s.persian], _texts_of(arrays["sound keys"], arrays["key lengths"]),
        prepared, arrays["persian word"].astype(np.int64), arrays["persian sound"].astype(np.int64),
        arrays["prior"], Typos(arrays["slips"], arrays["slip word"].astype(np.int64), arrays["slip"]),
    )  # fmt: skip
    whole, near = (Ragged(arrays[name], arrays[f"{name} starts"]) for name in ("whole", "kin"))
    return ReadSpellings(s, prepared, Blocks(whole, near, arrays["blocks"]), latin, persian)


def _arrays_of_cells(segment: Segment) -> dict[str, Array]:
    """The names that texts mean, and what stands beside those of the texts themselves, whose tokens come
    last."""
    table, beside = segment.meant, segment.table.beside
    tokens = table.tokens
    stored = {name: np.zeros(0, np.int64) for name in _BESIDE} | {"beside starts": np.zeros(1, np.int64)}
    if beside is not None:
        both = table.then(beside.names)
        tokens, names = both.tokens, both.take(np.arange(len(table), len(both)))
        stored = {
            "beside owner": beside.owner,
            "beside kind": beside.kind,
            "beside starts": names.starts,
            "beside spare": names.optional,
            "beside token": names.token,
        }
    return (
        _arrays_of_table(table, tokens)
        | {name: array.astype(np.int64) for name, array in stored.items()}
        | {"owner": segment.owner.astype(np.int32)}
    )


_BESIDE: Final = ("beside owner", "beside kind", "beside spare", "beside token")


def _cells_of(arrays: Arrays, titles: tuple[str, ...]) -> ListCells:
    """``_arrays_of_cells`` back."""
    meant, owner = _table_of(arrays, titles), arrays["owner"].astype(np.int64)
    table = meant.take(np.flatnonzero(owner == np.arange(len(owner))))
    if not len(arrays["beside owner"]):
        return ListCells(table, meant, owner, 0)
    of_rows, kind, optional, token = (arrays[name] for name in _BESIDE)
    none = np.zeros(len(of_rows), np.int64)
    texts = Texts.empty(len(none))
    names = NameTable(
        texts, meant.tokens, token, arrays["beside starts"], optional, none, none, (), from_text(len(none))
    )
    return ListCells(replace(table, beside=Beside(of_rows, kind, names)), meant, owner, 0)


def _arrays_of_table(table: NameTable, known: Sequence[Token]) -> dict[str, Array]:
    """*table*, whose tokens are the first of those *known*."""
    tokens = Texts.of(token.text for token in known)
    return {
        "text": table.texts.data,
        "text starts": table.texts.starts,
        "text ends": table.texts.ends,
        "tokens": tokens.data,
        "token lengths": tokens.lengths.astype(np.int32),
        "token scripts": _places([token.script for token in known], SCRIPTS),
        "token roles": _places([token.role for token in known], _STORED_ROLES),
        "token joins": np.array([token.joins for token in known], np.bool_),
        "token": table.token.astype(np.int32),
        "starts": table.starts,
        "spare": table.optional.astype(np.int32),
        "titles": table.titles.astype(np.int32),
        "script": table.script.astype(np.int8),
    }


def _table_of(arrays: Arrays, added: tuple[str, ...]) -> NameTable:
    texts = Texts(arrays["text"], arrays["text starts"], arrays["text ends"])
    written = _texts_of(arrays["tokens"], arrays["token lengths"])
    scripts = [SCRIPTS[i] for i in arrays["token scripts"].tolist()]
    roles = [_STORED_ROLES[i] for i in arrays["token roles"].tolist()]
    tokens = list(map(Token, written, scripts, roles, arrays["token joins"].tolist()))
    columns = ("token", "starts", "spare", "titles", "script")
    token, starts, optional, titles, script = (arrays[name].astype(np.int64) for name in columns)
    return NameTable(texts, tokens, token, starts, optional, titles, script, (), from_text(len(texts)), added)


def _arrays_of_spellings(s: Spellings) -> dict[str, Array]:
    texts = Texts.of(s.texts)
    return {
        "spellings": texts.data,
        "spelling lengths": texts.lengths.astype(np.int32),
        "spelling scripts": _places(s.scripts, SCRIPTS),
        "kinds": np.array([s.latin, s.persian], np.int64),
        "alone": s.alone,
        "short": s.short,
    }


def _spellings_of(arrays: Arrays) -> Spellings:
    texts = _texts_of(arrays["spellings"], arrays["spelling lengths"])
    scripts = [SCRIPTS[i] for i in arrays["spelling scripts"].tolist()]
    latin, persian = arrays["kinds"].tolist()
    return Spellings(texts, scripts, latin, persian, arrays["alone"], arrays["short"])


def _places(values: Sequence[Any], known: Sequence[Script] | Sequence[Role]) -> Small:
    place = {value: i for i, value in enumerate(known)}
    return np.fromiter((place[value] for value in values), np.int8, len(values))


def _texts_of(data: Array, lengths: Longs) -> list[str]:
    return list(Texts.end_to_end(bytearray(data.tobytes()), lengths.astype(np.int64)))
