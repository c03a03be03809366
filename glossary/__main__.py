"""``python -m glossary`` is the command ``glossary``."""

import sys

from glossary.cli import main

sys.exit(main())
