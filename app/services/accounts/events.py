"""The log of authentication: one line for each event, without secrets."""

import logging
from enum import StrEnum

from flask import current_app, has_request_context, request

from app.services.accounts.networks import network

LOGGER = "authentication"


class Event(StrEnum):
    """What happened."""

    SIGNED_IN = "signed-in"
    SIGN_IN_FAILED = "sign-in-failed"
    SIGN_IN_THROTTLED = "sign-in-throttled"
    SIGNED_OUT = "signed-out"
    SESSIONS_ENDED = "sessions-ended"
    ACCOUNT_REMOVED = "account-removed"
    PASSWORD_CHANGED = "password-changed"  # noqa: S105
    RESET_CREATED = "reset-link-created"
    RESET_USED = "reset-link-used"
    INVITATION_CREATED = "invitation-created"
    INVITATION_USED = "invitation-used"
    LINK_REVOKED = "link-revoked"
    TWO_STEP_ON = "two-step-on"
    TWO_STEP_OFF = "two-step-off"
    BACKUP_DOWNLOADED = "backup-downloaded"
    CODE_REQUESTED = "code-requested"
    CODE_FAILED = "code-failed"
    RECOVERY_CODE_USED = "recovery-code-used"
    RECOVERY_CODES_RENEWED = "recovery-codes-renewed"


def log(event: Event, **facts: str) -> None:
    """Log an event with its facts, such as the e-mail of the `account`.

    What was typed instead of a known e-mail is not logged: it may be a password. Nor is what is
    done from the terminal, which is no part of the site's log.
    """
    if not has_request_context():
        return
    written = " ".join(f"{name}={value}" for name, value in {**facts, "from": _origin()}.items())
    logger = current_app.logger.getChild(LOGGER)
    if logger.level == logging.NOTSET:
        logger.setLevel(logging.INFO)
    logger.info("%s %s", event.value, written)


def _origin() -> str:
    is_whole = current_app.config["LOG_WHOLE_ADDRESSES"]
    v4, v6 = (32, 128) if is_whole else (24, 48)
    return network(request.remote_addr or "", v4=v4, v6=v6)
