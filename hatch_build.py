"""Makes, when the package is built, what its first use would otherwise wait for: the filled termbase and the lexicon of its terms.

They are left out where that fails, and then made on first use.
"""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedData(BuildHookInterface):
    """Fills ``termbase/data/prepared/``, unless it holds these data already."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files before the wheel is put together (for an editable installation too)."""
        if self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        try:
            from glossary.scanning import prepare_package

            prepare_package()
        except Exception as error:  # the package works without them
            self.app.display_warning(f"the termbase will be filled on first use ({error})")
        finally:
            sys.path.remove(self.root)
