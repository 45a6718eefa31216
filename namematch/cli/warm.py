"""``namematch warm``: everything compiled ahead, for an image or before the first long list."""

from ..errors import OutputError
from .bar import Bar
from .options import AsJson
from .output import say


def warm(*, as_json: AsJson = False) -> None:
    """Compile ahead what long lists run, once per installation, and say where it is kept.

    Without it, the first list of more than a thousand names does this. Shorter ones never wait for it.

    \b
    Example (in a Dockerfile):
      RUN pip install namematch && namematch warm
    """
    from ..files.cells import as_json_text  # noqa: PLC0415 numpy
    from ..warming import warm_up  # noqa: PLC0415 loads everything

    with Bar() as bar:
        folder = warm_up(progress=bar)
    if folder is None:
        raise OutputError("what is compiled cannot be kept: no folder for it can be written")
    say([as_json_text({"folder": folder}) if as_json else f"compiled: kept in {folder}"])
