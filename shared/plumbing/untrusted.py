"""Why a server that was asked over TLS was not believed, or did not believe us: a sentence."""

import ssl
from collections.abc import Iterator

import psycopg

ANOTHER_NAME = 62  # X509_V_ERR_HOSTNAME_MISMATCH
ANOTHER_ADDRESS = 64  # X509_V_ERR_IP_ADDRESS_MISMATCH
NAME = "the server's certificate is for another name than its address has"
AUTHORITY = (
    "the server's certificate is of no authority that is believed here: name the file of its authority"
    " (cacertfile of the broker's address, sslrootcert of the database's)"
)
WHO = "the server wants to see a certificate of ours: name certfile and keyfile (sslcert and sslkey)"


def why_not(error: BaseException) -> str | None:
    """The sentence; None where it was something else."""
    for each in _causes(error):
        if isinstance(each, ssl.SSLCertVerificationError):
            return NAME if each.verify_code in {ANOTHER_NAME, ANOTHER_ADDRESS} else AUTHORITY
        text = str(each)
        if isinstance(each, ssl.SSLError | psycopg.OperationalError | OSError):
            if "does not match host name" in text:
                return NAME
            if "certificate verify failed" in text:
                return AUTHORITY
            if "certificate required" in text or "requires a valid client certificate" in text:
                return WHO
    return None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
