"""A name in one script in, its spellings in the other out."""
