"""The language model: how words are written, which words compete to explain a token."""
