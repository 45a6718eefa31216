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
from tests.support.array_files import Arrays, changed, damaged, placing, read_or_refused, replacing

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


def with_a_hole(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes(64) + content[middle + 64 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda content: content[: len(content) // 2],
    "without its end": lambda content: content[:-10],
    "damaged": with_a_hole,
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
# What would be read elsewhere than in the tables, or mean nothing, were it believed.
UNFIT: dict[str, tuple[Callable[[Arrays], object], str]] = {
    "no triples": (lambda arrays: arrays.pop("triples"), "no table 'triples'"),
    "no letter model": (lambda arrays: arrays.pop("latin_model"), "no table 'latin_model'"),
    "triples in bytes": (replacing("triples", lambda x: x.astype("S3")), "'triples' is no row of texts"),
    "triples in two rows": (replacing("triples", lambda x: x[None]), "'triples' is no row of texts"),
    "a triple of two letters": (placing("triples", 0, "kh"), "triple 'kh' is not three letters"),
    "a triple of other letters": (placing("triples", 0, "Kha"), "triple 'Kha' is not three letters"),
    "a triple twice": (placing("triples", 0, "sch"), "a triple stands twice"),
    "a triple more": (replacing("triples", lambda x: [*x, "zzz"]), "table 'persian' has the shape"),
    "a byte too great": (placing("latin", (0, 0), 100), "table 'latin' holds a number that is not"),
    "no bytes": (replacing("persian", lambda x: x.astype(np.float64)), "'persian' holds float64"),
    "negative": (replacing("persian_model", lambda x: -x.astype(np.int64)), "'persian_model' holds a number"),
    "another letter": (replacing("persian", lambda x: x[:, :-1]), "table 'persian' has the shape"),
    "a model of pairs": (replacing("latin_model", lambda x: x[0]), "table 'latin_model' has the shape"),
    "one script for the other": (
        lambda arrays: arrays.update(latin_model=arrays["persian_model"]),
        "table 'latin_model' has the shape",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_is_no_channel_is_refused_by_name(damage: str, tmp_path: Path) -> None:
    whole = tmp_path / "whole.npz"
    small_channel(2).write(whole)
    path = tmp_path / "broken.npz"
    path.write_bytes(DAMAGE[damage](whole.read_bytes()))
    with pytest.raises(TableError, match=r"broken\.npz: "):
        read_channel(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("channel") / "whole.npz"
    small_channel(2).write(path)
    return path.read_bytes()


@pytest.mark.parametrize("unfit", UNFIT)
def test_tables_that_are_no_channel_s_are_refused_by_name(unfit: str, whole: bytes, tmp_path: Path) -> None:
    change, reason = UNFIT[unfit]
    path = tmp_path / "broken.npz"
    path.write_bytes(changed(whole, change))
    with pytest.raises(TableError, match=rf"broken\.npz: .*{reason}") as error:
        read_channel(path)
    assert "\n" not in str(error.value)


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_channel_is_whole_or_refused(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "broken.npz"
    path.write_bytes(data.draw(damaged(whole)))
    found = read_or_refused(read_channel, path)
    assert found is None or found.triples == small_channel(2).triples


def test_a_missing_channel_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"nowhere\.npz: "):
        read_channel(tmp_path / "nowhere.npz")


def test_the_shipped_channel_is_small_and_read_once() -> None:
    path = resources.files("namematch") / "data" / "channel.npz"
    assert isinstance(path, Path)
    assert path.stat().st_size < 1_000_000
    assert shipped_channel() is shipped_channel()
