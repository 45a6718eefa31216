"""Files in and out: formats, encodings, whole or not at all; knows no names."""
