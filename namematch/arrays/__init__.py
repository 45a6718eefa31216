"""Numbers, bytes and rows of them; knows no names and no letters."""
