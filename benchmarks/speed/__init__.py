"""How fast the library is and how much memory it takes, beside other systems and by size."""
