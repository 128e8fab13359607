"""The errors of look-ups, each with a message that says what to do."""

from app.bibliography.messages import message, plural_message

NO_IDENTIFIER = message(
    "This is not a DOI, arXiv number, ORCID iD or OpenAlex author. A DOI looks like 10.1000/182, an"
    " arXiv number like 2410.08811, an ORCID iD like 0000-0002-1825-0097 (its last digit is a"
    " checksum), an OpenAlex author like A5023888391."
)
OFF = message("Look-ups are turned off on this site (LOOKUPS). Paste the entry instead.")
BUSY = message("Another look-up is in progress. Try again in a few seconds.")


class LookupFailedError(Exception):
    """A look-up failed; the message is for the user."""


class TooLargeError(LookupFailedError):
    """The response exceeds the size limit; a smaller one may still be available."""


def unreachable(host: str) -> LookupFailedError:
    """Return the error for a host without network access or without response."""
    return LookupFailedError(
        message(
            "Couldn't reach %(host)s. Check the connection and try again, or paste the entry"
            " instead.",
            host=host,
        )
    )


def too_slow(host: str, seconds: float) -> LookupFailedError:
    """Return the error for a response that was not complete in time."""
    limit = f"{seconds:g}"
    return LookupFailedError(
        message(
            "%(host)s didn't respond within %(seconds)s seconds. Try again later.",
            host=host,
            seconds=limit,
        )
    )


def too_large(host: str, limit: int) -> TooLargeError:
    """Return the error for a response that exceeds the size limit."""
    size = f"{limit / 1024 / 1024:.3g}"
    return TooLargeError(
        message(
            "The response from %(host)s is larger than %(size)s MB (LOOKUP_LIMIT). Paste the entry"
            " instead.",
            host=host,
            size=size,
        )
    )


def compressed(host: str) -> LookupFailedError:
    """Return the error for a compressed response, which was not asked for."""
    return LookupFailedError(
        message(
            "%(host)s sent a compressed response, which Vitae doesn't accept. Paste the entry"
            " instead.",
            host=host,
        )
    )


def unreadable(host: str) -> LookupFailedError:
    """Return the error for a response that is not in the expected format."""
    return LookupFailedError(
        message(
            "The response from %(host)s can't be read: it isn't bibliographic data. Try again"
            " later, or paste the entry instead.",
            host=host,
        )
    )


def not_allowed(host: str) -> LookupFailedError:
    """Return the error for a redirect to another host, or for one in a private network."""
    return LookupFailedError(
        message(
            "This leads to %(host)s, which Vitae doesn't connect to for look-ups. Paste the entry"
            " instead.",
            host=host,
        )
    )


def too_many_redirects(host: str) -> LookupFailedError:
    """Return the error for too many redirects."""
    return LookupFailedError(
        message("%(host)s redirects too many times. Paste the entry instead.", host=host)
    )


def unknown(name: str, host: str) -> LookupFailedError:
    """Return the error for a well-formed identifier that doesn't exist."""
    return LookupFailedError(
        message("%(host)s has no record of %(name)s. Check it for typos.", host=host, name=name)
    )


def refused(host: str, status: int) -> LookupFailedError:
    """Return the error for any other HTTP status."""
    return LookupFailedError(
        message(
            "%(host)s reported an error (status %(status)s). Try again later, or paste the entry"
            " instead.",
            host=host,
            status=status,
        )
    )


def pause(host: str, seconds: float) -> LookupFailedError:
    """Return the error for a request that the rate limit doesn't allow yet."""
    return LookupFailedError(
        message(
            "%(host)s limits the number of requests. Try again in %(duration)s.",
            host=host,
            duration=_duration(seconds),
        )
    )


def _duration(seconds: float) -> str:
    whole = max(1, -int(-seconds // 1))
    if whole >= 2 * 3600:
        return plural_message("%(num)s hour", "%(num)s hours", -(-whole // 3600))
    if whole >= 2 * 60:
        return plural_message("%(num)s minute", "%(num)s minutes", -(-whole // 60))
    return plural_message("%(num)s second", "%(num)s seconds", whole)
