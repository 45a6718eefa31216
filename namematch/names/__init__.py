"""A name's words and their roles, for one text and for a list of a million."""
