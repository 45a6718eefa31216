"""``compare.alignment.align``, compiled for arrays."""

from ..arrays.compiled import compiled
from ..compare import alignment

_write_link = compiled(alignment.write_link)
_write_links_in_turn = compiled(alignment.write_links_in_turn, write_link=_write_link)
_in_any_order = compiled(
    alignment.in_any_order,
    reach_states=compiled(alignment.reach_states, write_link=_write_link),
    write_links_of_state=compiled(alignment.write_links_of_state, write_link=_write_link),
)
place_of = compiled(alignment.place_of)
_align_freely = compiled(
    alignment.align_freely,
    in_turn=compiled(alignment.in_turn),
    write_links_in_turn=_write_links_in_turn,
    in_any_order=_in_any_order,
)
align = compiled(
    alignment.align,
    align_freely=_align_freely,
    contradict=compiled(alignment.contradict),
    close=compiled(alignment.close),
)
