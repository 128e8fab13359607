"""The two steps of signing in, as the sign-in page and the form for signing in again take them."""

from dataclasses import dataclass

from app.security.identity import browser
from app.services.accounts import second_step, sign_in
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import TooManyTriesError
from app.services.accounts.second_step import ExpiredTicketError
from app.translations.text import gettext as _


@dataclass(frozen=True)
class SignInStep:
    """What came of a step: the account that is signed in, or what to ask for next.

    With a `ticket`, the code is asked for, else the password.
    """

    account_id: int | None = None
    ticket: str = ""
    error_message: str = ""
    status: int = 200
    seconds: int = 0

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer that asks."""
        return {"Retry-After": str(self.seconds)} if self.seconds else {}


def check_password(email: str, password: str) -> SignInStep:
    """Take the first step: e-mail and password."""
    try:
        account_id = sign_in.account_of(email, password, browser())
    except TooManyTriesError as error:
        return SignInStep(error_message=str(error), status=429, seconds=error.seconds)
    if account_id is None:
        return SignInStep(error_message=_("Wrong e-mail or password."), status=422)
    return after_password(account_id)


def after_password(account_id: int) -> SignInStep:
    """Sign in after the right password, unless a code has to follow."""
    if ticket := second_step.ticket(account_id):
        return SignInStep(ticket=ticket)
    return SignInStep(account_id)


def check_code(ticket: str, code: str) -> SignInStep:
    """Take the second step: a code from the app, or a recovery code."""
    try:
        return SignInStep(second_step.account_of(ticket, code, browser()))
    except TooManyTriesError as error:
        return SignInStep(None, ticket, str(error), 429, error.seconds)
    except AccountError as error:
        return SignInStep(None, ticket, str(error), 422)
    except ExpiredTicketError:
        expired = _("That took too long. Sign in again with your password.")
        return SignInStep(error_message=expired, status=422)
