"""One-time links to create an account, or to reset its password."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.units import format_unit
from flask import current_app
from sqlalchemy import delete, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Account, Invitation, Role
from app.models.columns import now
from app.services.accounts import accounts, events, passwords
from app.services.accounts.accounts import AccountError
from app.services.accounts.events import Event
from app.services.accounts.sessions import token_hash
from app.services.actor import TERMINAL, Actor
from app.translations.current import current_language
from app.translations.languages import formats
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

USED = lazy_gettext("This link has been used or has expired.")
UNITS = (("day", 24 * 60 * 60), ("hour", 60 * 60), ("minute", 60))
# Digits of a link's hash that identify it in lists; the hash itself opens nothing.
ID_LENGTH = 12


@dataclass(frozen=True)
class ValidInvitation:
    """A link that still works; `email` is that of the account whose password it resets."""

    role: Role
    email: str | None


@dataclass(frozen=True)
class OpenLink:
    """A link that was created and not used yet; `email` is set for a password reset.

    `maker` is the e-mail of the account that made it, or None for the terminal.
    """

    id: str
    role: Role
    email: str | None
    maker: str | None
    expires_at: datetime

    @property
    def purpose(self) -> str:
        """What the link is for."""
        if self.email:
            return _("Password reset for %(email)s", email=self.email)
        is_owner = self.role is Role.OWNER
        return _("Invitation for an owner") if is_owner else _("Invitation for an editor")


def first_account_token() -> str | None:
    """Return a token to create the first account, or None if there is an account.

    A new token replaces the earlier ones, so only the last printed link works.
    """
    if accounts.any_account():
        db.session.rollback()
        return None
    db.session.execute(delete(Invitation))
    return invite(Role.OWNER)


def invite(role: str, actor: Actor = TERMINAL) -> str:
    """Return the token of a new link to create an account."""
    token = _new_link(role, actor, None)
    events.log(Event.INVITATION_CREATED, role=Role(role).value, by=actor.name)
    return token


def reset(account_id: int, actor: Actor = TERMINAL) -> tuple[str, str]:
    """Return the e-mail of an account and the token of a link to reset its password.

    Raises AccountError for one's own: an open session must not do without the password.
    """
    check_resettable(account_id, actor)
    account = db.session.get_one(Account, account_id)
    email = account.email
    token = _new_link(account.role, actor, account_id)
    events.log(Event.RESET_CREATED, account=email, by=actor.name)
    return email, token


def check_resettable(account_id: int, actor: Actor) -> str:
    """Return the e-mail of an account. Raises AccountError if it is gone or the actor's own."""
    if account_id == actor.account_id:
        raise AccountError(accounts.OWN_RESET)
    return accounts.email_of(account_id)


def _new_link(role: str, actor: Actor, account_id: int | None) -> str:
    token = secrets.token_urlsafe(32)
    lifetime = timedelta(seconds=_lifetime(is_reset=account_id is not None))
    db.session.execute(delete(Invitation).where(Invitation.expires_at <= now()))
    if account_id is not None:
        db.session.execute(delete(Invitation).where(Invitation.account_id == account_id))
    db.session.add(
        Invitation(
            token_hash=token_hash(token),
            role=Role(role),
            account_id=account_id,
            made_by=actor.account_id,
            expires_at=now() + lifetime,
        )
    )
    db.session.commit()
    return token


def open_links() -> list[OpenLink]:
    """Return the links that still work, those that expire last first."""
    maker = aliased(Account)
    rows = db.session.execute(
        select(Invitation, Account.email, maker.email)
        .outerjoin(Account, Account.id == Invitation.account_id)
        .outerjoin(maker, maker.id == Invitation.made_by)
        .where(Invitation.expires_at > now())
        .order_by(Invitation.expires_at.desc(), Invitation.token_hash)
    )
    return [
        OpenLink(row.token_hash[:ID_LENGTH], row.role, email, made_by, row.expires_at)
        for row, email, made_by in rows
    ]


def revoke(link_id: str, actor: Actor = TERMINAL) -> OpenLink | None:
    """Revoke a link; return what it was, or None if it no longer works."""
    found = next((link for link in open_links() if link.id == link_id), None)
    if found:
        is_same = Invitation.token_hash.startswith(link_id, autoescape=True)
        db.session.execute(delete(Invitation).where(is_same))
        db.session.commit()
        whose = {"account": found.email} if found.email else {"role": found.role.value}
        events.log(Event.LINK_REVOKED, **whose, by=actor.name)
    return found


def lifetime_words(*, is_reset: bool) -> str:
    """Return how long a new link works, such as "7 days"."""
    seconds = _lifetime(is_reset=is_reset)
    unit, size = next((one for one in UNITS if seconds % one[1] == 0), ("second", 1))
    words: str = format_unit(
        seconds // size, f"duration-{unit}", locale=formats(current_language())
    )
    return words


def _lifetime(*, is_reset: bool) -> int:
    name = "PASSWORD_RESET_LIFETIME" if is_reset else "INVITATION_LIFETIME"
    return int(current_app.config[name])


def get_invitation(token: str) -> ValidInvitation | None:
    """Return the invitation of a token, or None if it has been used or has expired."""
    row = db.session.execute(
        select(Invitation.role, Account.email)
        .outerjoin(Account, Account.id == Invitation.account_id)
        .where(Invitation.token_hash == token_hash(token), Invitation.expires_at > now())
    ).one_or_none()
    return ValidInvitation(row.role, row.email) if row else None


def accept(token: str, email: str, password: str) -> int:
    """Use a link to create an account or reset its password; return the account's id.

    The caller commits, with the session that begins. Raises AccountError, without using up the
    link, for invalid input.
    """
    found = get_invitation(token)
    # Hashing is slow, so it runs outside a transaction, which would block other writers.
    db.session.rollback()
    if found is None:
        raise AccountError(USED)
    email = found.email or email
    accounts.raise_error(accounts.email_error(email) or passwords.password_error(password, email))
    password_hash = passwords.hashed(password)
    account_id = _use_up(token, email, password_hash)
    used = Event.RESET_USED if found.email else Event.INVITATION_USED
    events.log(used, account=accounts.normal(email))
    return account_id


def _use_up(token: str, email: str, password_hash: str) -> int:
    row = db.session.execute(
        delete(Invitation)
        .where(Invitation.token_hash == token_hash(token), Invitation.expires_at > now())
        .returning(Invitation.role, Invitation.account_id)
    ).one_or_none()
    if row is None:
        db.session.rollback()
        raise AccountError(USED)
    if row.account_id is None:
        return accounts.insert_account(email, password_hash, row.role)
    accounts.set_password(row.account_id, password_hash)
    return int(row.account_id)
