"""``compare.alignment.align``, compiled for arrays."""

from ..arrays.compiled import compiled
from ..compare import alignment

_write_link = compiled(alignment.write_link)
_in_turn = compiled(alignment.in_turn, write_link=_write_link)
_in_any_order = compiled(alignment.in_any_order, write_link=_write_link)
place_of = compiled(alignment.place_of)
align = compiled(alignment.align, in_turn=_in_turn, in_any_order=_in_any_order)
