"""What an evening is called: after the strongest thing in it."""

from collections.abc import Mapping, Sequence
from typing import Any

# The strongest thing of an evening names it; the order is that of telling.
KINDS = ("retinoid", "exfoliate", "treat", "spot_test", "steam")
KIND_WORD = {"retinoid": "retinoid", "exfoliate": "acid", "treat": "treat", "spot_test": "spot_test", "steam": "steam"}


def kind_of(steps: Sequence[Mapping[str, Any]]) -> str:
    """Return what an evening is: retinoid, acid, treat, spot_test, steam, rest, or none."""
    names = {step["step"] for step in steps}
    found = next((KIND_WORD[kind] for kind in KINDS if kind in names), None)
    return found or ("rest" if steps else "none")
