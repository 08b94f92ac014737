"""When the certificates that an installation goes by end: PEM files that the settings name."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509

from shared.plumbing import metrics


def end_of(file: Path) -> datetime:
    """When the first certificate of a chain's file to end does. OSError, ValueError where there is none."""
    found = x509.load_pem_x509_certificates(file.read_bytes())
    return min(each.not_valid_after_utc for each in found)


def tell_ends(files: Sequence[Path]) -> None:
    """Writes into the figures when each ends; 0 for a file that cannot be read, so that somebody is told."""
    for file in files:
        try:
            ends = end_of(file).timestamp()
        except (OSError, ValueError):
            ends = 0.0
        metrics.CERTIFICATE_ENDS.labels(file.name).set(ends)
