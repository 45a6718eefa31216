"""The fast twin of compare: what it says of every pair of a list, without a look at every pair."""
