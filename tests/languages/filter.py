"""The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members, or does what its
settings say."""

from typing import Any

import sluice

KINDS: list[sluice.Selection] = [
    "email", "phone", "card", "iban", "ipv4", "ipv6", "jwt", "bearer", "url-credentials", "ssn", "secret", "person",
]

scanner: sluice.Scanner


def configure(settings: dict[str, Any]) -> None:
    """Takes what to find (`kinds`), and of which kinds something else than a mask is left."""
    global scanner
    kinds = sluice.kinds_of(settings.get("kinds", KINDS))
    scanner = sluice.compile([*kinds])
    for kind in settings.get("removed", []):
        sluice.replace_with(scanner, kinds.index(kind), "removal")
    for kind in settings.get("last_four", []):
        sluice.replace_with(scanner, kinds.index(kind), "last-four")
    for kind in settings.get("hidden", []):
        sluice.replace_with(scanner, kinds.index(kind), sluice.OwnText('<"hidden">'))


def process() -> None:
    sluice.scan_names_batch(scanner)
    sluice.scan_batch(scanner)
