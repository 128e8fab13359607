"""The second step of signing in: a code from an app, or a recovery code."""

from datetime import timedelta

from app.database import db
from app.models import Account
from app.models.columns import now
from app.services.accounts import attempts, events, recovery_codes, sign_in, signing, two_step
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import Browser
from app.services.accounts.events import Event
from app.services.accounts.signing import Purpose

LIFETIME = timedelta(minutes=10)
CODE_LENGTH = 6


class ExpiredTicketError(Exception):
    """The password was entered too long ago, or has changed since."""


def ticket(account_id: int) -> str | None:
    """Return proof that an account's password was right, or None if it needs no second step.

    Commits what the first step wrote, unless the caller goes on at once.
    """
    if not two_step.is_on(account_id):
        return None
    account = db.session.get_one(Account, account_id)
    email, expires = account.email, int((now() + LIFETIME).timestamp())
    proof = f"{account.id}.{signing.signed(account, Purpose.SECOND_STEP, str(expires))}"
    db.session.commit()
    events.log(Event.CODE_REQUESTED, account=email)
    return proof


def account_of(ticket: str, code: str, browser: Browser) -> int:
    """Return the id of the account that a ticket and a code sign in, and use up the code.

    The account is left locked, as after the first step: the caller commits. Raises AccountError for
    a wrong code, TooManyTriesError and ExpiredTicketError.
    """
    account = _account(ticket)
    account_id, email = account.id, account.email
    counter = attempts.counter(email, account, browser, guessed="code")
    sign_in.count(counter, email)
    # Counting ended the transaction: the password may have changed since.
    _account(ticket)
    if not _use(account_id, email, recovery_codes.plain(code)):
        db.session.rollback()
        events.log(Event.CODE_FAILED, account=email)
        raise AccountError(two_step.WRONG_CODE)
    counter.clear()
    return account_id


def _account(ticket: str) -> Account:
    id_, _, proof = ticket.partition(".")
    is_id = id_.isascii() and id_.isdigit() and len(id_) < 19
    account = db.session.get(Account, int(id_), with_for_update=True) if is_id else None
    expires = signing.verified(account, Purpose.SECOND_STEP, proof) if account else None
    if account is None or expires is None or int(expires) <= now().timestamp():
        raise ExpiredTicketError
    return account


def _use(account_id: int, email: str, code: str) -> bool:
    if len(code) <= CODE_LENGTH:
        return two_step.use_code(account_id, code)
    is_right = two_step.is_on(account_id) and recovery_codes.use(account_id, code)
    if is_right:
        left = str(recovery_codes.count(account_id))
        events.log(Event.RECOVERY_CODE_USED, account=email, left=left)
    return is_right
