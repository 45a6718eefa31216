"""Two lists of names in, the best partners of each out."""
