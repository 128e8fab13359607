"""Errors: a page for pages, a fragment for fragments, never a stack trace."""

import pytest
from flask import Flask, abort

from app.web import policy
from tests.support.factories import fill
from tests.support.pages import attribute, fragment, page, texts


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Return an application to which the test may add routes."""
    return own_app


@pytest.fixture
def broken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    app.testing = False
    fill(app)
    monkeypatch.setattr(app.logger, "disabled", True)

    def fail() -> str:
        raise RuntimeError("a secret detail")

    app.add_url_rule("/broken", "broken", fail)
    app.add_url_rule("/fragments/broken", "broken_fragment", fail)
    app.add_url_rule("/teapot", "teapot", lambda: abort(418))
    return app


def test_a_server_error_is_a_page(broken: Flask) -> None:
    response = broken.test_client().get("/broken")
    assert response.status_code == 500
    assert texts(page(response), "h1") == ["Something went wrong"]
    assert attribute(page(response), "main a", "href") == ["/"]
    assert "secret" not in response.text
    assert "Content-Security-Policy" in response.headers


def test_a_server_error_in_a_fragment_is_a_fragment(broken: Flask) -> None:
    response = broken.test_client().get("/fragments/broken")
    assert response.status_code == 500
    assert "<html" not in response.text
    assert fragment(response).query("[role=alert] a[href='/']")
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_an_unknown_page_is_not_found(broken: Flask) -> None:
    response = broken.test_client().get("/nowhere")
    assert response.status_code == 404
    assert texts(page(response), "h1") == ["Page not found"]


def test_an_error_without_a_custom_message_shows_its_standard_name(broken: Flask) -> None:
    response = broken.test_client().get("/teapot")
    assert response.status_code == 418
    assert texts(page(response), "h1") == ["I'm a teapot"]


def test_a_too_large_request_body_is_refused(broken: Flask) -> None:
    broken.add_url_rule(
        "/take", "take", lambda: str(len(__import__("flask").request.get_data())), methods=["POST"]
    )
    response = broken.test_client().post(
        "/take", data=b"x" * (broken.config["MAX_CONTENT_LENGTH"] + 1)
    )
    assert response.status_code == 413


def test_what_the_server_refuses_is_explained_on_a_page(broken: Flask) -> None:
    response = broken.test_client().post("/sign-in", environ_overrides={policy.REFUSAL: 413})
    assert response.status_code == 413
    assert texts(page(response), "h1") == ["That is too large"]
