"""The cache in front of the site is emptied after each save, and nobody waits for that."""

import json
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.cli import upkeep
from app.services import cache, purging
from app.serving import data_version
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.fake_hosts import Answer, Host, fake_host


@pytest.fixture
def cdn(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(purging, "DELAY", 0.05)
    monkeypatch.setattr(purging, "PAUSES", (0.01, 0.01))
    with fake_host() as host:
        host.play("/purge", Answer())
        app.config.update(PURGE_URL=f"{host.base}/purge", SITE_URL="https://ada.example/roe")
        yield host
        finish(app)


def finish(app: Flask) -> None:
    with app.app_context():
        purging.finish()


def save(app: Flask, times: int = 1) -> None:
    with app.app_context():
        for _ in range(times):
            cache.commit()


def error(app: Flask) -> str | None:
    with app.app_context():
        return purging.last_error()


def test_a_save_is_told_as_all_addresses_of_the_site(app: Flask, cdn: Host) -> None:
    app.config["PURGE_TOKEN"] = "open sesame"  # noqa: S105
    save(app)
    finish(app)
    ((path, headers),) = cdn.asked
    assert (path, cdn.methods) == ("/purge", ["POST"])
    assert headers["Authorization"] == "Bearer open sesame"
    assert headers["Content-Type"] == "application/json"
    assert json.loads(cdn.bodies[0]) == ["https://ada.example/roe/*"]


def test_a_cdn_that_wants_other_words_gets_them(app: Flask, cdn: Host) -> None:
    app.config["PURGE_BODY"] = '{"purge_everything": true}'
    save(app)
    finish(app)
    assert (cdn.bodies, "Authorization" in cdn.asked[0][1]) == (
        [b'{"purge_everything": true}'],
        False,
    )


def test_a_save_does_not_wait_and_saves_together_are_one_call(
    app: Flask, cdn: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "DELAY", 0.5)
    begun = time.monotonic()
    save(app, times=3)
    assert (time.monotonic() - begun < 0.5, cdn.asked) == (True, [])
    finish(app)
    assert len(cdn.asked) == 1
    save(app)
    finish(app)
    assert len(cdn.asked) == 2


def test_the_call_comes_when_no_host_gives_old_pages_any_more() -> None:
    assert purging.DELAY > 0.1 >= data_version.INTERVAL


def test_a_call_that_fails_is_made_again(app: Flask, cdn: Host) -> None:
    cdn.play("/purge", Answer(status=503), Answer(status=204))
    save(app)
    finish(app)
    assert (len(cdn.asked), error(app)) == (2, None)


def test_what_fails_for_good_is_logged_and_shown_until_a_call_succeeds(
    app: Flask, cdn: Host, caplog: pytest.LogCaptureFixture
) -> None:
    fill(app, record())
    finish(app)
    cdn.play("/purge", Answer(status=403))
    save(app)
    finish(app)
    host = cdn.base.removeprefix("http://")
    assert f"The cache in front of the site was not emptied: {host} answered 403." in caplog.text
    said = error(app)
    assert said
    assert said.endswith(f"{host} answered 403.")
    assert f"Visitors may see old pages.</strong> {said[:60]}" in health(sign_in(app))
    checked = app.test_cli_runner().invoke(upkeep.check)
    assert (checked.exit_code, said in checked.output) == (1, True)
    cdn.play("/purge", Answer())
    save(app)
    finish(app)
    assert error(app) is None
    assert "old pages" not in health(sign_in(app))


def health(client: FlaskClient) -> str:
    return client.get("/edit/health").text


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(status=301, headers={"Location": "/"}), "answered 301."),
        (Answer(head=[b""]), "could not be reached"),
    ],
)
def test_other_answers_are_failures(app: Flask, cdn: Host, answer: Answer, reason: str) -> None:
    cdn.play("/purge", answer)
    save(app)
    finish(app)
    assert reason in (error(app) or "")


def test_without_an_address_nobody_is_told(app: Flask, cdn: Host) -> None:
    app.config["PURGE_URL"] = None
    save(app)
    finish(app)
    assert (cdn.asked, error(app)) == ([], None)


def test_what_was_not_saved_is_not_told(app: Flask, cdn: Host) -> None:
    response = sign_in(app).post("/edit/topics", data={"name": ""})
    finish(app)
    assert response.status_code >= 400
    assert cdn.asked == []
