"""``namematch compare``: two names in, whether they are one and why out."""

from dataclasses import asdict
from typing import Annotated

import typer

from ..files.cells import as_json_text
from ..text.visible import visible
from .options import AsJson, ChannelPath, vocabulary_of
from .output import say


def compare(
    left: Annotated[str, typer.Argument(help="A name, in either script.")],
    right: Annotated[str, typer.Argument(help="Another, in either script.")],
    channel: ChannelPath = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two names are one, how sure that is, and why.

    \b
    Example:
      namematch compare "غفور فتاحیان" "FATTAHIAN Ghafour"
    """
    from ..compare.names import compare_names  # noqa: PLC0415 not for the other commands

    comparison = compare_names(left, right, vocabulary=vocabulary_of(channel))
    if as_json:
        say([as_json_text(asdict(comparison))])
    else:
        say(map(visible, comparison.explain().split("\n")))
