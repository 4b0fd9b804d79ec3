"""From a bare checkout to a running site or test suite: what `make run`, `make test` and `make reset` do.

Started by the system's own python3, before the virtual environment exists, so everything here imports the standard
library only. Each step leaves a stamp (a digest of what it was made from) and is skipped as long as that holds.
"""

import sys

# Here rather than in a function, because an older Python cannot even read the other modules.
if sys.version_info < (3, 11):  # noqa: UP036 - this is the check itself
    sys.exit(
        "Python 3.11 or newer is needed, and this is " + sys.version.split()[0] + ": try make PYTHON=python3.11 ..."
    )
