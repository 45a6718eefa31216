"""A file of text in, its lines out block by block: decoded, proved, with line ends of one kind."""

import codecs
import gzip
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from io import BufferedIOBase
from typing import BinaryIO, Final

from ..errors import InputError
from .messages import STANDARD, reason_of, shown_path

_BYTES_OF_BLOCK: Final = 1 << 21  # bytes that are read at a time
_SAMPLE: Final = 1 << 16  # bytes at the start that tell what the encoding may be
_ARABIC_SHARE: Final = 0.8  # of the foreign bytes; UTF-8 Persian read as Windows-1256 stays below 0.6


def text_blocks(path: str, encoding: str) -> Iterator[str]:
    """The text of a file, or of standard input, in blocks of whole lines that each end in a line feed.

    A byte-order mark is dropped, a .gz unpacked. Raises InputError for a file that cannot be read, is
    empty or blank, is not in the encoding or holds a NUL, with the line.
    """
    shown = shown_path(path)
    decoder = _Decoder(shown, encoding)
    rest, lines, blank = "", 0, True
    for data in byte_blocks(path):
        text = rest + decoder.decode(data)
        held = "\r" if text.endswith("\r") and data else ""  # perhaps half of a line end
        if "\r" in text:
            text = text.removesuffix(held).replace("\r\n", "\n").replace("\r", "\n")
        if "\0" in text:
            line = lines + text.count("\n", 0, text.index("\0")) + 1
            raise InputError(f"{shown}: line {line}: a NUL character; {decoder.hint()}")
        blank = blank and not text.strip()
        cut = 0 if blank else text.rfind("\n") + 1
        block, rest = text[:cut], text[cut:] + held
        lines += block.count("\n")
        if block:
            yield block
    if blank:
        raise InputError(f"{shown}: the file is empty")
    if rest:
        yield rest + "\n"


def byte_blocks(path: str) -> Iterator[bytes]:
    """The bytes of a file or of standard input, unpacked, and an empty block at the end."""
    try:
        with _open_bytes(path) as file:
            while block := file.read(_BYTES_OF_BLOCK):
                yield block
        yield b""
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise cannot_read(path, error) from error


def cannot_read(path: str, error: Exception) -> InputError:
    """That the file at *path* cannot be read, and why."""
    return InputError(f"{shown_path(path)}: cannot be read: {reason_of(error)}")


def _open_bytes(path: str) -> AbstractContextManager[BinaryIO | BufferedIOBase]:
    """The file, unpacked if it is a .gz, or standard input."""
    if path == STANDARD:
        return nullcontext(sys.stdin.buffer)
    return gzip.open(path) if path.endswith(".gz") else open(path, "rb")


class _Decoder:
    """Decodes block after block, and says where what it cannot."""

    def __init__(self, shown: str, encoding: str) -> None:
        self._shown, self._encoding = shown, encoding
        self._sample = b""
        self._bytes, self._lines, self._begun = 0, 0, False  # what was decoded
        try:
            "".encode(encoding)  # refuses what is no encoding of text
            self._decoder = codecs.getincrementaldecoder(encoding)()
        except (LookupError, ValueError) as error:  # no such encoding, none of text, or a NUL in its name
            raise self._unreadable(error) from error

    def decode(self, data: bytes) -> str:
        """The text of the next block, without letters of which a part is still to come."""
        if len(self._sample) < _SAMPLE:
            self._sample += data[:_SAMPLE]
        pending = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise self._undecodable(error, pending) from error
        except UnicodeError as error:
            raise self._unreadable(error) from error
        self._bytes, self._lines = self._bytes + len(data), self._lines + data.count(b"\n")
        first, self._begun = not self._begun, self._begun or bool(text)
        return text.removeprefix("\ufeff") if first else text

    def _unreadable(self, error: Exception) -> InputError:
        return InputError(f"{self._shown}: cannot be read as {self._encoding!r}: {error}")

    def _undecodable(self, error: UnicodeDecodeError, pending: bytes) -> InputError:
        line = self._lines - pending.count(b"\n") + error.object.count(b"\n", 0, error.start) + 1
        place = self._bytes - len(pending) + error.start
        bad = error.object[error.start : error.start + 8]
        where = f"{self._shown}: line {line}, byte {place}"
        return InputError(f"{where}: {bad!r} is not valid {self._encoding}; {self.hint()}")

    def hint(self) -> str:
        """What to try when the text is none."""
        sample = self._sample[:_SAMPLE]
        marked = sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if marked or sample.count(0) > len(sample) // 4:
            return "it looks like UTF-16: try --encoding utf-16"
        foreign = re.findall(rb"[\x80-\xff]+", sample)
        words = b"".join(run for run in foreign if len(run) > 1).decode("cp1256")  # no lone accents
        arabic = sum("\u0600" <= letter <= "\u06ff" for letter in words)
        if words and arabic >= _ARABIC_SHARE * sum(map(len, foreign)):
            return "it looks like Windows-1256: try --encoding cp1256"
        return "if it is in another encoding, name it with --encoding"
