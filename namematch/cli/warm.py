"""``namematch warm``: everything compiled ahead, for an image or before the first long list."""

from .bar import Bar
from .options import AsJson
from .output import as_json_text, complain, say
