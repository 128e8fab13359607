"""Parts of a form without a name, which no browser sends."""

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from tests.support.accounts import sign_in

NAMELESS = (
    b"--tides\r\nContent-Disposition: form-data\r\n\r\nsalt\r\n"
    b"--tides\r\nContent-Disposition: form-data; filename=x\r\n\r\nsalt\r\n"
    b'--tides\r\nContent-Disposition: form-data; name="title"\r\n\r\nWaves\r\n'
    b'--tides\r\nContent-Disposition: form-data; name="file"; filename=x\r\n\r\nfoam\r\n'
    b"--tides--\r\n"
)


def send(client: FlaskClient, address: str) -> int:
    kind = "multipart/form-data; boundary=tides"
    return client.post(address, data=NAMELESS, content_type=kind).status_code


def test_only_parts_with_a_name_are_fields_and_files(own_app: Flask) -> None:
    def read() -> tuple[dict[str, list[str]], list[str]]:
        return request.form.to_dict(flat=False), [*request.files]

    own_app.add_url_rule("/read", view_func=lambda: list(read()), methods=["POST"])
    kind = "multipart/form-data; boundary=tides"
    answer = own_app.test_client().post("/read", data=NAMELESS, content_type=kind)
    assert answer.json == [{"title": ["Waves"]}, ["file"]]


@pytest.mark.parametrize("address", ["/edit/profile", "/fragments/edit/new/topic", "/sign-in"])
def test_no_form_fails_on_parts_without_a_name(app: Flask, address: str) -> None:
    expected = {403, 422} if address == "/sign-in" else {401}
    assert send(app.test_client(), address) in expected
    assert send(sign_in(app), address) in {403, 422}
