"""Who acts: somebody who is signed in, or whoever has the terminal."""

from dataclasses import dataclass

from app.models import Role


@dataclass(frozen=True)
class Actor:
    """`token` is what this session's forms must bring along; never the cookie's own."""

    name: str
    role: Role = Role.OWNER
    account_id: int | None = None
    session_id: int | None = None
    token: str = ""

    @property
    def is_owner(self) -> bool:
        """Whether they may manage accounts too."""
        return self.role is Role.OWNER


TERMINAL = Actor("the terminal")
