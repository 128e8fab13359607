"""The errors of look-ups, each with a message that says what to do."""

NO_IDENTIFIER = (
    "This is not a DOI, arXiv number, ORCID iD or OpenAlex author. A DOI looks like 10.1000/182, an"
    " arXiv number like 2410.08811, an ORCID iD like 0000-0002-1825-0097 (its last digit is a"
    " checksum), an OpenAlex author like A5023888391."
)
ALTERNATIVE = "Paste the entry instead."
OFF = f"Look-ups are turned off on this site (LOOKUPS). {ALTERNATIVE}"
BUSY = "Another look-up is in progress. Try again in a few seconds."


class LookupFailedError(Exception):
    """A look-up failed; the message is for the user."""


class TooLargeError(LookupFailedError):
    """The response exceeds the size limit; a smaller one may still be available."""


def unreachable(host: str) -> LookupFailedError:
    """Return the error for a host without network access or without response."""
    return LookupFailedError(
        f"Couldn't reach {host}. Check the connection and try again, or paste the entry instead."
    )


def too_slow(host: str, seconds: float) -> LookupFailedError:
    """Return the error for a response that was not complete in time."""
    return LookupFailedError(f"{host} didn't respond within {seconds:g} seconds. Try again later.")


def too_large(host: str, limit: int) -> TooLargeError:
    """Return the error for a response that exceeds the size limit."""
    return TooLargeError(
        f"The response from {host} is larger than {limit / 1024 / 1024:.3g} MB (LOOKUP_LIMIT)."
        f" {ALTERNATIVE}"
    )


def compressed(host: str) -> LookupFailedError:
    """Return the error for a compressed response, which was not asked for."""
    return LookupFailedError(
        f"{host} sent a compressed response, which Vitae doesn't accept. {ALTERNATIVE}"
    )


def unreadable(host: str) -> LookupFailedError:
    """Return the error for a response that is not in the expected format."""
    return LookupFailedError(
        f"The response from {host} can't be read: it isn't bibliographic data. Try again later, or"
        " paste the entry instead."
    )


def not_allowed(host: str) -> LookupFailedError:
    """Return the error for a redirect to another host, or for one in a private network."""
    return LookupFailedError(
        f"This leads to {host}, which Vitae doesn't connect to for look-ups. {ALTERNATIVE}"
    )


def too_many_redirects(host: str) -> LookupFailedError:
    """Return the error for too many redirects."""
    return LookupFailedError(f"{host} redirects too many times. {ALTERNATIVE}")


def unknown(name: str, host: str) -> LookupFailedError:
    """Return the error for a well-formed identifier that doesn't exist."""
    return LookupFailedError(f"{host} has no record of {name}. Check it for typos.")


def refused(host: str, status: int) -> LookupFailedError:
    """Return the error for any other HTTP status."""
    return LookupFailedError(
        f"{host} reported an error (status {status}). Try again later, or paste the entry instead."
    )


def pause(host: str, seconds: float) -> LookupFailedError:
    """Return the error for a request that the rate limit doesn't allow yet."""
    return LookupFailedError(
        f"{host} limits the number of requests. Try again in {_duration(seconds)}."
    )


def _duration(seconds: float) -> str:
    whole = max(1, -int(-seconds // 1))
    for size, word in ((3600, "hour"), (60, "minute")):
        if whole >= 2 * size:
            return f"{-(-whole // size)} {word}s"
    return f"{whole} second{'' if whole == 1 else 's'}"
