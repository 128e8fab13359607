"""What goes wrong with look-ups, each in a sentence that says what to do."""

NO_IDENTIFIER = (
    "That is no DOI, arXiv number, ORCID iD or OpenAlex author. A DOI looks like 10.1000/182, an"
    " arXiv number like 2410.08811, an ORCID iD like 0000-0002-1825-0097 (its last digit checks"
    " the others), an OpenAlex author like A5023888391."
)
OFF = "Look-ups are switched off on this site (LOOKUPS). Paste the entry or choose a file instead."
BUSY = "Another look-up is under way. Try again in a few seconds."
ELSEWHERE = "Paste the entry or choose a file instead."


class LookupFailedError(Exception):
    """The message is a sentence for the owner."""


class TooLargeError(LookupFailedError):
    """The answer goes on beyond the limit; a part of it may still be had."""


def unreachable(host: str) -> LookupFailedError:
    """No network, or nobody answers there."""
    return LookupFailedError(
        f"{host} can't be reached from here. Is there a network? Try again later, or paste the"
        " entry or choose a file instead."
    )


def too_slow(host: str, seconds: float) -> LookupFailedError:
    """The answer was not whole in time."""
    return LookupFailedError(f"{host} did not answer within {seconds:g} seconds. Try again later.")


def too_large(host: str, limit: int) -> TooLargeError:
    """Say that the answer goes on beyond the limit."""
    return TooLargeError(
        f"The answer of {host} is larger than {limit / 1024 / 1024:.3g} MB (LOOKUP_LIMIT), so it"
        f" was not read. {ELSEWHERE}"
    )


def compressed(host: str) -> LookupFailedError:
    """Say that the answer came in a form that was not asked for."""
    return LookupFailedError(
        f"The answer of {host} is compressed, though it was asked not to be, so it was not read."
        f" {ELSEWHERE}"
    )


def unreadable(host: str) -> LookupFailedError:
    """The answer is not what the interface of this host promises."""
    return LookupFailedError(
        f"The answer of {host} can't be read: it is no bibliographic data. Try again later, or"
        " paste the entry or choose a file instead."
    )


def not_allowed(host: str) -> LookupFailedError:
    """A redirect out of the hosts that are asked, or a name that leads into a private network."""
    return LookupFailedError(
        f"This leads to {host}, which Vitae does not ask for bibliographic data. {ELSEWHERE}"
    )


def too_many_redirects(host: str) -> LookupFailedError:
    """One redirect after the other."""
    return LookupFailedError(f"{host} redirects again and again. {ELSEWHERE}")


def unknown(name: str, host: str) -> LookupFailedError:
    """The identifier is well made, but nothing is there."""
    return LookupFailedError(f"{host} knows nothing as {name}. Check it for a typing error.")


def refused(host: str, status: int) -> LookupFailedError:
    """Any other status that is no answer."""
    return LookupFailedError(
        f"{host} could not answer (status {status}). Try again later, or paste the entry or"
        " choose a file instead."
    )


def pause(host: str, seconds: float) -> LookupFailedError:
    """The host asked for a pause, or is owed one."""
    return LookupFailedError(
        f"{host} asks for a pause between look-ups. Try again in {_duration(seconds)}."
    )


def _duration(seconds: float) -> str:
    whole = max(1, -int(-seconds // 1))
    for size, word in ((3600, "hour"), (60, "minute")):
        if whole >= 2 * size:
            return f"{-(-whole // size)} {word}s"
    return f"{whole} second{'' if whole == 1 else 's'}"
