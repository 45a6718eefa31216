"""``python -m benchmarks.accuracy``."""

from .command import main

if __name__ == "__main__":
    main()
