"""Answers that the application has no part in."""

from app.serving.rsgi import Answer
from app.web import policy
from app.web.problems import RETRY_AFTER_SECONDS


def refusal(status: int, message: str) -> Answer:
    """Return an answer in words."""
    body = f"{message}\n".encode()
    headers = {
        **policy.HEADERS,
        "Content-Security-Policy": policy.FRAGMENT_POLICY,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
    }
    if status in {408, 503}:
        headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    if status == 408:
        headers["Connection"] = "close"
    return Answer(status, list(headers.items()), body)
