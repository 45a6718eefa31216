"""Letters and scripts: normal form, alphabets, the word tables of the package."""
