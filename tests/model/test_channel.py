"""The noisy channel: its symbols and substrings, its tables, and its file."""

import io
import math
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from namematch.errors import TableError
from namematch.model.channel import (
    CHANNEL_FORMAT,
    CONTEXTS,
    LATIN_SYMBOLS,
    LONGEST_EMISSION,
    OTHER_TRIPLE,
    PERSIAN_SYMBOLS,
    SHORT_SUBSTRINGS,
    Channel,
    LetterModel,
    latin_symbols,
    persian_symbols,
    read_channel,
    shipped_channel,
)
from namematch.text.letters import LATIN, PERSIAN

# How finely the file tells minus log probabilities, in nats: below COARSE by FINE_STEP.
FINE_STEP, COARSE, COARSE_STEP, FAINTEST = 0.1, 6.0, 0.5, 25.5


def test_a_symbol_tells_the_letter_what_follows_and_the_place() -> None:
    symbols = persian_symbols("کاکوکیکرک")
    assert symbols.dtype == np.int32
    kafs = symbols[::2].tolist()
    assert len(set(kafs)) == 5
    assert {kaf // CONTEXTS for kaf in kafs} == {PERSIAN.index("ک")}
    assert [kaf % 2 for kaf in kafs] == [1, 0, 0, 0, 0]
    assert latin_symbols("aa").tolist() == [1, 0]
    assert len(persian_symbols("")) == len(latin_symbols("")) == 0


@given(st.text(PERSIAN, max_size=8), st.text(LATIN, max_size=8))
def test_symbols_are_columns_of_the_tables(persian: str, latin: str) -> None:
    assert all(0 <= symbol < PERSIAN_SYMBOLS for symbol in persian_symbols(persian))
    assert all(0 <= symbol < LATIN_SYMBOLS for symbol in latin_symbols(latin))


@settings(deadline=None)
@given(st.text(LATIN, max_size=8))
def test_substrings_are_the_letters_that_end_at_a_place(token: str) -> None:
    channel = shipped_channel()
    names = [*SHORT_SUBSTRINGS, "any other triple", *channel.triples]
    ids = channel.substrings(token)
    assert ids.shape == (len(token) + 1, LONGEST_EMISSION + 1)
    for end, length in np.ndindex(ids.shape):
        if length > end:
            assert ids[end, length] == -1
        else:
            text = token[end - length : end]
            assert names[ids[end, length]] in (text, "any other triple")
            assert ids[end, length] != OTHER_TRIPLE or text not in channel.triples


@pytest.mark.parametrize("name", ["persian", "latin"])
def test_the_emissions_of_a_symbol_add_up_to_one(name: str) -> None:
    table = getattr(shipped_channel(), name)
    assert ((table >= 0.0) & (table <= 1.0)).all()
    assert table.sum(0) == pytest.approx(np.ones(table.shape[1]), rel=0.1)


@pytest.mark.parametrize("name", ["latin_model", "persian_model"])
def test_the_letters_that_may_follow_add_up_to_one(name: str) -> None:
    model = getattr(shipped_channel(), name)
    n = len(model.alphabet) + 1
    assert model.nats.shape == (n, n, n)
    assert (model.nats >= 0.0).all()
    assert np.exp(-model.nats).sum(2) == pytest.approx(np.ones((n, n)), rel=0.1)


def test_a_letter_model_adds_up_trigrams_and_the_end() -> None:
    nats = np.arange(27.0).reshape(3, 3, 3)
    model = LetterModel.of("ab", nats)
    assert model.log_probability("") == -nats[0, 0, 0]
    assert model.log_probability("ab") == -(nats[0, 0, 1] + nats[0, 1, 2] + nats[1, 2, 0])


@settings(deadline=None)
@given(st.text(LATIN, max_size=40))
def test_no_token_is_impossible_to_a_letter_model(token: str) -> None:
    found = shipped_channel().latin_model.log_probability(token)
    assert math.isfinite(found)
    assert found <= 0.0


def small_channel(seed: int) -> Channel:
    draw = np.random.default_rng(seed)
    triples = ["kha", "sch"]
    rows = len(SHORT_SUBSTRINGS) + 1 + len(triples)
    tables = (np.exp(-FAINTEST * draw.random((rows, n))) for n in (PERSIAN_SYMBOLS, LATIN_SYMBOLS))
    models = (FAINTEST * draw.random((n + 1,) * 3) for n in (len(LATIN), len(PERSIAN)))
    return Channel.of(triples, *tables, *models)


def nats_of(channel: Channel) -> Iterator[NDArray[np.float64]]:
    """The minus log probabilities of all four tables."""
    yield -np.log(channel.persian)
    yield -np.log(channel.latin)
    yield channel.latin_model.nats
    yield channel.persian_model.nats


def test_a_written_channel_is_read_within_half_a_step(tmp_path: Path) -> None:
    written = small_channel(1)
    written.write(tmp_path / "channel.npz")
    read = read_channel(tmp_path / "channel.npz")
    assert read.triples == written.triples
    assert read.index == written.index
    for one, two in zip(nats_of(written), nats_of(read), strict=True):
        step = np.where(one < COARSE, FINE_STEP, COARSE_STEP)
        assert (abs(one - two) <= step / 2 + 1e-9).all()


def test_what_is_read_is_written_as_it_was(tmp_path: Path) -> None:
    one, two = tmp_path / "one.npz", tmp_path / "two.npz"
    shipped_channel().write(one)
    read_channel(one).write(two)
    assert one.read_bytes() == two.read_bytes()


def stored(**arrays: object) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def array() -> bytes:
    file = io.BytesIO()
    np.save(file, np.arange(3))
    return file.getvalue()


def damaged(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(64) + content[middle + 64 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda content: content[: len(content) // 2],
    "without its end": lambda content: content[:-10],
    "damaged": damaged,
    "empty": lambda _: b"",
    "text": lambda _: "علی\tAli\n".encode(),
    "only a zip's first bytes": lambda _: b"PK\x03\x04",
    "one array": lambda _: array(),
    "another program's": lambda _: stored(weights=np.arange(3)),
    "a later format": lambda _: stored(format=np.array(CHANNEL_FORMAT + 1)),
    "a strange format": lambda _: stored(format=np.array([CHANNEL_FORMAT, CHANNEL_FORMAT])),
    "a format in words": lambda _: stored(format=np.array("one")),
    "without tables": lambda _: stored(format=np.array(CHANNEL_FORMAT)),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_no_channel_is_refused_by_name(damage: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole.npz"
    small_channel(2).write(whole)
    path = tmp_path / "broken.npz"
    path.write_bytes(DAMAGE[damage](whole.read_bytes()))
    with pytest.raises(TableError, match=r"broken\.npz: "):
        read_channel(path)


def test_a_missing_channel_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nowhere\.npz: "):
        read_channel(tmp_path / "nowhere.npz")


def test_the_shipped_channel_is_small_and_read_once() -> None:
    path = resources.files("namematch") / "data" / "channel.npz"
    assert isinstance(path, Path)
    assert path.stat().st_size < 1_000_000
    assert shipped_channel() is shipped_channel()
