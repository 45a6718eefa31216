"""Lists of fictional persons, made and kept, with the truth beside them."""
