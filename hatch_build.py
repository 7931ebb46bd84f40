"""Compile the packs to JSON when the wheel is built, so that an installed milium starts cold without YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePacks(BuildHookInterface):  # type: ignore[type-arg]
    """Write `milium/packs/_compiled/` into the wheel; in a source tree `milium packs compile` does it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile and add the files to what is built.

        Raises:
            milium.errors.MiliumError: A pack cannot be read; a wheel with broken packs is not made.
        """
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from milium.adapters.packfiles import compile_packs
        finally:
            sys.path.pop(0)
        out = root / "src" / "milium" / "packs" / "_compiled"
        compile_packs(out)
        build_data["force_include"][str(out)] = "milium/packs/_compiled"
