"""What the library is measured by: how good it is (accuracy), how fast (speed), on which lists (lists)."""
