"""Each event of authentication is one line in the log, with no secret in it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from app.database import db
from app.models import Role, TwoStep
from tests.support.accounts import EMAIL, PASSWORD, make_owner, sign_in, token
from tests.support.form_posts import filled
from tests.support.pages import attribute, page
from tests.support.two_step import SECRET, code, set_clock, turn_on

KIM = "kim@site.example"
NEW = "salt of another summer"
V4, V6 = "192.0.2.77", "2001:db8:1:2:3::4"


class Site:
    """A site with an owner and an editor, and the events that it logged."""

    def __init__(self, app: Flask, caplog: pytest.LogCaptureFixture) -> None:
        self.app, self.caplog = app, caplog
        self.kim = make_owner(app, KIM, role=Role.EDITOR)
        self.owner = sign_in(app)

    def enter(self, address: str = V4, **fields: str) -> Any:
        data = {"email": EMAIL, "password": PASSWORD, **fields}
        where = {"REMOTE_ADDR": address}
        return self.app.test_client().post("/sign-in", data=data, environ_base=where)

    def send(self, path: str, client: FlaskClient | None = None, **data: str) -> Any:
        sender = client or self.owner
        fields = {"token": token(sender), "current": PASSWORD, **data}
        return sender.post(path, data=fields, environ_base={"REMOTE_ADDR": V6})

    def link(self, path: str) -> str:
        (url,) = attribute(page(self.send(path)), "input[readonly][data-copied]", "value")
        self.caplog.clear()
        return url.removeprefix("http://localhost")

    def use(self, link: str, **fields: str) -> None:
        where = {"REMOTE_ADDR": V4}
        data = {"password": NEW, **fields}
        assert self.app.test_client().post(link, data=data, environ_base=where).status_code == 303

    def two_steps(self) -> str:
        return turn_on(self.app)[0]

    def enter_code(self, recovery_code: str, typed: str = "") -> None:
        asked = filled(self.enter(), "/sign-in/code")
        self.caplog.clear()
        data = {**asked, "code": typed or recovery_code}
        where = {"REMOTE_ADDR": V4}
        self.app.test_client().post("/sign-in/code", data=data, environ_base=where)

    def first_code(self) -> None:
        self.send("/edit/account/two-step")
        with self.app.app_context():
            db.session.execute(update(TwoStep).values(secret=SECRET))
            db.session.commit()
        self.send("/edit/account/two-step/confirmation", code=code())

    def lines(self) -> list[str]:
        return [record.getMessage() for record in self.caplog.records]


@pytest.fixture
def site(app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Site:
    set_clock(monkeypatch)
    return Site(app, caplog)


def throttled(site: Site) -> None:
    site.app.config["SIGN_IN_TRIES"] = 1
    site.enter(password=NEW)
    site.caplog.clear()
    site.enter()


def revoked(site: Site) -> None:
    site.link("/edit/accounts/invitations")
    opened = page(site.owner.get("/edit/accounts"))
    site.send(attribute(opened, "[aria-labelledby=links-heading] form", "action")[0])


ACTIONS: dict[str, tuple[Callable[[Site], object], list[str]]] = {
    "sign-in": (lambda s: s.enter(), [f"signed-in account={EMAIL} from=192.0.2.0/24"]),
    "sign-in failed": (
        lambda s: s.enter(V6, password=NEW),
        [f"sign-in-failed account={EMAIL} from=2001:db8:1::/48"],
    ),
    "unknown account": (
        lambda s: s.enter(email=PASSWORD),
        ["sign-in-failed account=unknown from=192.0.2.0/24"],
    ),
    "throttled": (throttled, [f"sign-in-throttled account={EMAIL} from=192.0.2.0/24"]),
    "sign-out": (
        lambda s: s.send("/sign-out"),
        [f"signed-out account={EMAIL} from=2001:db8:1::/48"],
    ),
    "password changed": (
        lambda s: s.send("/edit/account/password", password=NEW),
        [f"password-changed account={EMAIL} from=2001:db8:1::/48"],
    ),
    "reset created": (
        lambda s: s.send(f"/edit/accounts/{s.kim}/reset"),
        [f"reset-link-created account={KIM} by={EMAIL} from=2001:db8:1::/48"],
    ),
    "reset used": (
        lambda s: s.use(s.link(f"/edit/accounts/{s.kim}/reset")),
        [
            f"reset-link-used account={KIM} from=192.0.2.0/24",
            f"signed-in account={KIM} from=192.0.2.0/24",
        ],
    ),
    "invitation created": (
        lambda s: s.send("/edit/accounts/invitations", is_owner="y"),
        [f"invitation-created role=owner by={EMAIL} from=2001:db8:1::/48"],
    ),
    "invitation used": (
        lambda s: s.use(s.link("/edit/accounts/invitations"), email="Li@site.example"),
        [
            "invitation-used account=li@site.example from=192.0.2.0/24",
            "signed-in account=li@site.example from=192.0.2.0/24",
        ],
    ),
    "link revoked": (revoked, [f"link-revoked role=editor by={EMAIL} from=2001:db8:1::/48"]),
    "account removed": (
        lambda s: s.send(f"/edit/accounts/{s.kim}/remove"),
        [f"account-removed account={KIM} by={EMAIL} from=2001:db8:1::/48"],
    ),
    "sessions ended": (
        lambda s: s.send("/edit/account/sessions/end-others"),
        [f"sessions-ended account={EMAIL} from=2001:db8:1::/48"],
    ),
    "code requested": (
        lambda s: (s.two_steps(), s.enter()),
        [f"code-requested account={EMAIL} from=192.0.2.0/24"],
    ),
    "code": (
        lambda s: s.enter_code(s.two_steps(), code()),
        [f"signed-in account={EMAIL} from=192.0.2.0/24"],
    ),
    "code failed": (
        lambda s: s.enter_code(s.two_steps(), "000000"),
        [f"code-failed account={EMAIL} from=192.0.2.0/24"],
    ),
    "recovery code": (
        lambda s: s.enter_code(s.two_steps()),
        [
            f"recovery-code-used account={EMAIL} left=9 from=192.0.2.0/24",
            f"signed-in account={EMAIL} from=192.0.2.0/24",
        ],
    ),
    "recovery codes renewed": (
        lambda s: (s.two_steps(), s.send("/edit/account/two-step/recovery-codes")),
        [f"recovery-codes-renewed account={EMAIL} from=2001:db8:1::/48"],
    ),
    "two steps off": (
        lambda s: (s.two_steps(), s.send("/edit/account/two-step/end")),
        [f"two-step-off account={EMAIL} from=2001:db8:1::/48"],
    ),
    "two steps on": (
        lambda s: s.first_code(),
        [f"two-step-on account={EMAIL} from=2001:db8:1::/48"],
    ),
    "wrong confirmation": (
        lambda s: s.send(f"/edit/accounts/{s.kim}/remove", current=NEW),
        [f"sign-in-failed account={EMAIL} from=2001:db8:1::/48"],
    ),
}


@pytest.mark.parametrize("name", ACTIONS)
def test_an_event_is_one_line_without_secrets(site: Site, name: str) -> None:
    act, wanted = ACTIONS[name]
    act(site)
    assert site.lines() == wanted
    written = site.caplog.text
    assert not [secret for secret in (PASSWORD, NEW, V4, V6) if secret in written]
    assert SECRET not in written
    # No token either: those have 43 characters.
    assert not re.search(r"[\w-]{40}", written)


def test_addresses_are_whole_if_the_site_says_so(site: Site) -> None:
    site.app.config["LOG_WHOLE_ADDRESSES"] = True
    site.enter(V6)
    assert site.lines() == [f"signed-in account={EMAIL} from={V6}"]
