"""Everything that is measured, in at most ten minutes: `make bench`."""

import os

from benchmarks import asking, backtesting, creating, dealing, idling, import_lines, packages

print(f"{os.cpu_count()} cores. Every line is slowest / median / fastest of interleaved runs.", flush=True)
creating.main()
asking.main()
backtesting.main()
import_lines.main()
packages.main([])
dealing.main()
idling.main()
print("P14 is counted in tests/features/negotiations/test_statements.py and tests/features/analytics/test_pages.py.")
