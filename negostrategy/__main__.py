"""`python -m negostrategy …` is `negostrategy …`."""

import sys

from negostrategy.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
