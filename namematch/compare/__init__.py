"""Two names in, how probable it is that they are one out, and why: the definition."""
