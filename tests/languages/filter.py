"""The small sister of redact-pii: masks all built-in kinds, in texts and in names of members."""

from typing import get_args

import sluice

scanner: sluice.Scanner


def configure(settings: object) -> None:
    global scanner
    scanner = sluice.compile(list(get_args(sluice.Kind)))


def process() -> None:
    sluice.scan_names_batch(scanner)
    sluice.scan_batch(scanner)
