"""{{name}}: says of each event which site it came from."""

from typing import Any

import sluice

site: str


def configure(settings: dict[str, Any]) -> None:
    """Takes what the operator has set: site, what /attributes/site is set to where an event has none."""
    global site
    for name in settings.keys() - {"site"}:
        raise ValueError(f"there is no setting {name}: site")
    site = settings.get("site", "main")


def process() -> None:
    for event in sluice.events():
        if sluice.get(event, "/attributes/site") is None:
            sluice.set(event, "/attributes/site", site)
