"""{{name}}: masks what is personal, and drops what nobody reads."""

from typing import Any

import sluice

scanner: sluice.Scanner
drop_level: str


def configure(settings: dict[str, Any]) -> None:
    """Takes what the operator has set: kinds (and groups of them), what to mask; drop_level, the level whose events are dropped."""
    global scanner, drop_level
    # A misspelt setting of a redaction is a leak.
    for name in settings.keys() - {"kinds", "drop_level"}:
        raise ValueError(f"there is no setting {name}: kinds, drop_level")
    kinds = settings.get("kinds", ["email", "card"])
    scanner = sluice.compile([*sluice.kinds_of(kinds)])
    drop_level = settings.get("drop_level", "debug")


def process() -> None:
    for event in sluice.events():
        if sluice.text(event, "/level") == drop_level:
            sluice.drop(event)
    sluice.scan_batch(scanner)
