"""A list prepared once in, the best rows for one name at a time out."""
