"""Answers from memory say the same as others of frames and of search engines."""

from flask import Flask

from app.serving.front import Front
from tests.support.rsgi import get, headers_of, kept


def test_a_list_from_memory_names_who_may_frame_it(site: Flask, front: Front) -> None:
    site.config["EMBED_HOSTS"] = "group.example"
    first, second = (headers_of(get(front, "/embed?topic=topic-1")) for _ in range(2))
    assert kept(front) == 1
    for headers in (first, second):
        assert headers["content-security-policy"].endswith("frame-ancestors group.example")
        assert headers["x-robots-tag"] == "noindex"
    others = headers_of(get(front, "/?topic=topic-1"))
    assert others["content-security-policy"].endswith("frame-ancestors 'none'")
    assert "x-robots-tag" not in others
