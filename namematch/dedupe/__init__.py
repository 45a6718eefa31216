"""A list of mentions in, its persons out."""
