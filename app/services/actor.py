"""The person who acts: a signed-in user, or the user of the terminal."""

from dataclasses import dataclass

from app.models import Role


@dataclass(frozen=True)
class Actor:
    """`token` is the CSRF token that this session's forms must send; never the cookie's token."""

    name: str
    role: Role = Role.OWNER
    account_id: int | None = None
    session_id: int | None = None
    token: str = ""

    @property
    def is_owner(self) -> bool:
        """Whether the actor may also manage accounts."""
        return self.role is Role.OWNER


TERMINAL = Actor("the terminal")
