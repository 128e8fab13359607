"""Two-step sign-in: turned on with the first code from an app, and off with the password."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from app.database import db
from app.models import TwoStep
from app.models.columns import now
from app.services.accounts import events, recovery_codes, totp
from app.services.accounts.accounts import AccountError
from app.services.accounts.events import Event
from app.services.actor import Actor
from app.translations.text import lazy_gettext

SETUP_LIFETIME = timedelta(minutes=30)
WRONG_CODE = lazy_gettext(
    "This code is wrong or was used already. Enter the one that your app shows now."
)
NOT_SET_UP = lazy_gettext("The setup has expired. Turn on two-step sign-in again.")


@dataclass(frozen=True)
class TwoStepStatus:
    """Whether two-step sign-in is on, since when, and how many recovery codes are left."""

    is_on: bool
    since: datetime | None = None
    codes_left: int = 0


def status(account_id: int) -> TwoStepStatus:
    """Return the two-step sign-in of an account."""
    row = db.session.get(TwoStep, account_id)
    if row is None or not row.is_on:
        return TwoStepStatus(False)
    return TwoStepStatus(True, row.made_at, recovery_codes.count(account_id))


def is_on(account_id: int) -> bool:
    """Return whether an account signs in with two steps."""
    own = TwoStep.account_id == account_id, TwoStep.is_on
    return db.session.scalar(select(TwoStep.account_id).where(*own)) is not None


def start(account_id: int) -> None:
    """Begin to set it up with a new secret, unless it is on."""
    own = TwoStep.account_id == account_id
    db.session.execute(delete(TwoStep).where(own, ~TwoStep.is_on))
    if not is_on(account_id):
        db.session.add(TwoStep(account_id=account_id, secret=totp.new_secret()))
    db.session.commit()


def setup_secret(account_id: int) -> str | None:
    """Return the secret that is being set up, or None."""
    return db.session.scalar(select(TwoStep.secret).where(*_is_in_setup(account_id)))


def turn_on(actor: Actor, code: str) -> list[str]:
    """Turn it on with a code from the app; return the recovery codes. Raises AccountError."""
    account_id = actor.account_id or 0
    secret = setup_secret(account_id)
    if secret is None:
        raise AccountError(NOT_SET_UP)
    step = totp.step_of(secret, recovery_codes.plain(code), now())
    if step is None:
        raise AccountError(WRONG_CODE)
    turned_on = (
        update(TwoStep)
        .where(*_is_in_setup(account_id), TwoStep.secret == secret)
        .values(is_on=True, last_step=step, made_at=now())
    )
    if db.session.execute(turned_on).rowcount == 0:  # type: ignore[attr-defined]
        raise AccountError(NOT_SET_UP)
    codes = recovery_codes.renew(account_id)
    db.session.commit()
    events.log(Event.TWO_STEP_ON, account=actor.name)
    return codes


def new_recovery_codes(actor: Actor) -> list[str]:
    """Replace the recovery codes and return the new ones. Raises AccountError if it is off."""
    account_id = actor.account_id or 0
    if not is_on(account_id):
        raise AccountError(NOT_SET_UP)
    codes = recovery_codes.renew(account_id)
    db.session.commit()
    events.log(Event.RECOVERY_CODES_RENEWED, account=actor.name)
    return codes


def turn_off(account_id: int, email: str) -> bool:
    """Turn it off and delete its secret and codes; return whether it was on."""
    was_on = is_on(account_id)
    db.session.execute(delete(TwoStep).where(TwoStep.account_id == account_id))
    recovery_codes.delete_all(account_id)
    db.session.commit()
    if was_on:
        events.log(Event.TWO_STEP_OFF, account=email)
    return was_on


def use_code(account_id: int, code: str) -> bool:
    """Use up a code from the app, without a commit; return whether it was right.

    A code is right once: its time step must be later than that of the last code.
    """
    own = TwoStep.account_id == account_id, TwoStep.is_on
    secret = db.session.scalar(select(TwoStep.secret).where(*own))
    step = totp.step_of(secret, code, now()) if secret else None
    if step is None:
        return False
    used = update(TwoStep).where(*own, TwoStep.last_step < step).values(last_step=step)
    return db.session.execute(used).rowcount == 1  # type: ignore[attr-defined, no-any-return]


def _is_in_setup(account_id: int) -> tuple[ColumnElement[bool], ...]:
    oldest = now() - SETUP_LIFETIME
    return (TwoStep.account_id == account_id, ~TwoStep.is_on, TwoStep.made_at > oldest)
