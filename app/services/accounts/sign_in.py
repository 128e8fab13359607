"""Sign-in with e-mail and password: limits guessing, and doesn't reveal which accounts exist."""

from sqlalchemy import select, update

from app.database import db
from app.models import Account
from app.services.accounts import accounts, attempts, events, passwords
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import Browser, Counter, TooManyTriesError
from app.services.accounts.events import Event
from app.services.accounts.networks import UNKNOWN
from app.services.actor import Actor
from app.translations.text import gettext as _


def account_of(email: str, password: str, browser: Browser) -> int | None:
    """Return the id of the account with this e-mail and password, or None.

    The account is left locked: this stays true until the caller commits what depends on it. Raises
    TooManyTriesError after too many attempts for the e-mail or from the IP address.
    """
    email = accounts.normal(email)
    account = db.session.scalar(select(Account).where(Account.email == email))
    known = account.email if account else UNKNOWN
    account_id, password_hash = (account.id, account.password_hash) if account else (None, None)
    counter = attempts.counter(email, account, browser)
    # Committed before the slow part, so that no lock is held and other workers count it too.
    count(counter, known)
    is_right = passwords.matches(password_hash, password)
    # Meanwhile the account may have been removed, or have got another password.
    if not is_right or not _locked(account_id, password_hash or "", password):
        db.session.rollback()
        events.log(Event.SIGN_IN_FAILED, account=known)
        return None
    counter.clear()
    return account_id


def _locked(account_id: int | None, password_hash: str, password: str) -> bool:
    """Lock an account while its password is the one with this hash; return whether it is."""
    outdated = passwords.is_outdated(password_hash)
    renewed = passwords.hashed(password) if outdated else password_hash
    same = Account.id == account_id, Account.password_hash == password_hash
    locked = update(Account).where(*same).values(password_hash=renewed)
    return db.session.execute(locked).rowcount == 1  # type: ignore[attr-defined, no-any-return]


def count(counter: Counter, account: str) -> None:
    """Count an attempt. Raises TooManyTriesError, which is logged."""
    try:
        counter.record()
    except TooManyTriesError:
        events.log(Event.SIGN_IN_THROTTLED, account=account)
        raise


def confirm_password(actor: Actor, password: str, browser: Browser) -> None:
    """Check the password of who is signed in, which stays true until the caller commits.

    Raises AccountError, and TooManyTriesError, since a browser left open must not allow guessing.
    """
    if account_of(actor.name, password, browser) is None:
        raise AccountError(_("This is not your current password."))


def unlock() -> None:
    """Unlock the account of a right password before slow work, which does not depend on it."""
    db.session.commit()


def change_password(actor: Actor, current: str, new: str, browser: Browser) -> None:
    """Change the actor's password and end all other sessions.

    Raises AccountError and TooManyTriesError.
    """
    # Hashing is slow, so it comes first, outside a transaction.
    db.session.rollback()
    error = passwords.password_error(new, actor.name)
    password_hash = "" if error else passwords.hashed(new)
    confirm_password(actor, current, browser)
    accounts.raise_error(error)
    accounts.set_password(actor.account_id or 0, password_hash, actor.session_id)
    db.session.commit()
    events.log(Event.PASSWORD_CHANGED, account=actor.name)
