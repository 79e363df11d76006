"""The small sister of redact-pii: masks the kinds that it masks by default, in texts and in names of members."""

import sluice

KINDS: list[sluice.Kind | sluice.Pattern] = [
    "email", "phone", "card", "iban", "ipv4", "ipv6", "jwt", "bearer", "url-credentials", "ssn", "secret", "person",
]

scanner: sluice.Scanner


def configure(settings: object) -> None:
    global scanner
    scanner = sluice.compile(KINDS)


def process() -> None:
    sluice.scan_names_batch(scanner)
    sluice.scan_batch(scanner)
