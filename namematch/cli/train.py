"""``namematch train``: spellings in, a channel out; ``namematch doubtful``: words that may be misspelled."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import NameMatchError
from ..files.cells import as_json_text, rounded
from .bar import Bar
from .options import AsJson, ChannelPath, OptionalText, vocabulary_of
from .output import check_outputs, say

if TYPE_CHECKING:
    from ..progress import Progress
    from ..training.attested import Pair
    from ..training.evaluation import Trial

PairsPath = Annotated[str, typer.Argument(metavar="PAIRS", help="TSV of spellings: persian, latin.")]
ChannelOut = Annotated[
    OptionalText, typer.Option("--out", metavar="FILE", help="Write the channel, .npz. [default: none]")
]
GraphonesOut = Annotated[
    OptionalText,
    typer.Option("--graphones", metavar="FILE", help="Write what transliterate --graphones reads, .npz."),
]
UsualOut = Annotated[
    OptionalText, typer.Option("--usual", metavar="FILE", help="Write what is usual for romanisations, .tsv.")
]
Held = Annotated[
    float,
    typer.Option("--test", metavar="SHARE", help="Share of the words to hold out for a test; 0: none."),
]


def train(
    path: PairsPath,
    *,
    out: ChannelOut = None,
    graphones: GraphonesOut = None,
    usual: UsualOut = None,
    test: Held = 0.2,
    as_json: AsJson = False,
) -> None:
    """Learn how Persian letters are written in Latin ones, from attested spellings of single names.

    PAIRS has one spelling a line, in the columns persian and latin; a column count says how often it
    was met, a column source that rows of B and C are less reliable than others. A share of the words
    is held out, and what the others teach is compared with the channel of the package by the
    spellings of these (which that channel may have seen). Then --out is learned from all words, for
    the commands that take a --channel; --graphones from them and the lexicon, for transliterate; and
    --usual, how known words are usually written, for a release of the package.

    bits: what a held-out spelling costs on the average; less is better. right: spellings that no
    other word explains better than their own.

    \b
    Examples:
      namematch train pairs.tsv
      namematch train pairs.tsv --out channel.npz --test 0
      namematch compare "غفور فتاحیان" "Ghafour Fattahian" --channel channel.npz
    """
    if not 0 <= test < 1:
        raise NameMatchError(f"--test {test:g} is no share of the words, from 0 to below 1")
    files = [file for file in (out, graphones, usual) if file is not None]
    if not files and test == 0:
        raise NameMatchError("neither --out nor a share to --test: nothing to do")
    from ..training.attested import read_pairs, words_of  # noqa: PLC0415 numpy
    from ..training.evaluation import try_out  # noqa: PLC0415 numpy

    check_outputs(files, [path], printed=False)
    with Bar() as bar:
        pairs = read_pairs(Path(path))
        trial = try_out(pairs, test, progress=bar) if test else None
        _write_learned(pairs, out, graphones, usual, bar)
    words = len(words_of(pairs))
    if as_json:
        tried = None if trial is None else asdict(trial)
        counts = {"pairs": len(pairs), "words": words}
        say([as_json_text({**counts, "test": tried, "out": out, "graphones": graphones, "usual": usual})])
        return
    lines = [f"{len(pairs):,} pairs of {words:,} words", *_tried_lines(trial)]
    say([*lines, *(f"{file}: learned from all words" for file in files)])


def _write_learned(
    pairs: Sequence["Pair"],
    channel: str | None,
    graphones: str | None,
    usual: str | None,
    progress: "Progress",
) -> None:
    """Learn what a path is given for, and write it."""
    from ..files.writing import Outputs  # noqa: PLC0415 not for the other commands
    from ..model.lexicon import read_words  # noqa: PLC0415 numpy
    from ..model.vocabulary import Vocabulary  # noqa: PLC0415 numpy
    from ..training.channel import train_channel  # noqa: PLC0415 numpy
    from ..training.graphones import learn_graphones  # noqa: PLC0415 numpy
    from ..training.usual import learn_usual, usual_table  # noqa: PLC0415 numpy

    with Outputs() as outputs:
        if channel is not None:
            learned, _ = train_channel(pairs, progress=progress)
            learned.write(stored := io.BytesIO())
            outputs.write_bytes(channel, stored.getvalue())
        if graphones is not None:
            progress("learning graphones", 0, 0)
            model = learn_graphones(((p.persian, p.latin, p.weight) for p in pairs), read_words())
            model.write(stored := io.BytesIO())
            outputs.write_bytes(graphones, stored.getvalue())
        if usual is not None:
            progress("learning what is usual", 0, 0)
            shares = learn_usual(pairs, Vocabulary(read_words(foreign=False)))
            outputs.write_bytes(usual, usual_table(shares).encode())


def _tried_lines(trial: "Trial | None") -> Iterator[str]:
    if trial is None:
        return
    yield f"held out: {trial.words:,} words, {trial.spellings:,} spellings"
    yield "                  bits   right"
    for name, worth in ("learned here", trial.learned), ("of the package", trial.shipped):
        yield f"{name:<16} {worth.bits:5.2f}  {worth.right:6.1%}"
    gain = trial.shipped.bits - trial.learned.bits
    points = 100 * (trial.learned.right - trial.shipped.right)
    yield f"{'better' if gain >= 0 else 'worse'} by {abs(gain):.2f} bits; {points:+.1f} points right"


def doubtful(
    top: Annotated[int, typer.Option(metavar="N", min=1, help="Print this many.")] = 50,
    channel: ChannelPath = None,
    as_json: AsJson = False,
) -> None:
    """List the words of the lexicon whose Latin spelling the channel finds improbable, worst first.

    Tab-separated columns: persian, latin, doubt in bits (surprise + lead), surprise (how much less
    probable the spelling is than those of words as long), likelier (the word that explains the
    spelling better, if there is one) and lead (by how many bits). Names of other languages are
    among them: what is wrong, a reader must say.

    \b
    Example:
      namematch doubtful --top 300 > look_at.tsv
    """
    from ..training.doubtful import DoubtfulWord, doubtful_words  # noqa: PLC0415 numpy

    with Bar() as bar:
        words = doubtful_words(vocabulary_of(channel), progress=bar)[:top]
    rows = [{key: rounded(value) for key, value in asdict(word).items()} for word in words]
    if as_json:
        say(map(as_json_text, rows))
        return
    head = "\t".join(field.name for field in fields(DoubtfulWord))
    say([head, *("\t".join(map(str, row.values())) for row in rows)])
