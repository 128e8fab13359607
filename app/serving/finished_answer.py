"""A finished answer in all the forms that visitors may ask for."""

from collections.abc import Mapping

from werkzeug.http import is_resource_modified, parse_date, remove_entity_headers

from app.serving.rsgi import Answer, Headers
from app.web import policy
from app.web.logs.request_ids import HEADER

# Roughly what an entry needs besides its bodies: headers, and pages that bodies fill in part.
OVERHEAD = 8 * 1024
BROTLI, BEST_QUALITY = "br", 11
# Larger bodies would be compressed for seconds.
MOST_COMPRESSED_WELL = 512 * 1024


class FinishedAnswer:
    """An answer with its body as it is, and compressed as far as it was asked for.

    `accept` is what the client accepted if the answer depends on it, else None. `ready` holds
    bodies that were compressed before, by their encoding.
    """

    def __init__(
        self, answer: Answer, accept: str = "", ready: Mapping[str, bytes] | None = None
    ) -> None:
        self._status = answer.status
        # The time would be that of the rendering; the server adds the present one. So it is with
        # the id, unless an error's page shows it.
        left_out = {"date", HEADER.lower()} if answer.status < 400 else {"date"}
        self._headers = [(k, v) for k, v in answer.headers if k.lower() not in left_out]
        self._ready = ready or {}
        named = {name.lower(): value for name, value in answer.headers}
        self._etag = named.get("etag")
        self._changed = parse_date(named.get("last-modified"))
        varies = "accept" in named.get("vary", "").lower().replace(" ", "").split(",")
        self.accept = accept if varies else None
        self._mimetype = named.get("content-type", "").partition(";")[0]
        self._answers = {"": Answer(answer.status, self._headers, answer.body)}
        self._not_modified = Answer(304, _without_entity(self._headers), b"")
        self.uses = 0
        # Of the cache that keeps it: whether it is there, and as how large.
        self.is_kept, self.counted = False, 0

    @property
    def size(self) -> int:
        """The bytes that it takes."""
        return OVERHEAD + sum(len(answer.body) for answer in [*self._answers.values()])

    def not_modified(self, condition: str) -> Answer | None:
        """Return the answer to a client that has this one, by its `If-None-Match`, else None."""
        if self._status != 200 or not self._etag:
            return None
        if condition != self._etag:
            environ = {"REQUEST_METHOD": "GET", "HTTP_IF_NONE_MATCH": condition}
            if is_resource_modified(environ, self._etag):
                return None
        return self._not_modified

    @property
    def has_date(self) -> bool:
        """Whether a client may ask by date whether it has this answer."""
        return self._status == 200 and self._changed is not None

    def not_modified_since(self, condition: str | None) -> Answer | None:
        """Return the answer to a client whose answer is not older, by its `If-Modified-Since`."""
        since = parse_date(condition)
        is_same = since is not None and self._changed is not None and self._changed <= since
        return self._not_modified if is_same else None

    def encoded(self, encoding: str) -> Answer | None:
        """Return the answer in an encoding, or None if that one is not made yet."""
        return self._answers.get(encoding)

    def encode(self, encoding: str) -> Answer:
        """Return the answer in an encoding; takes a moment the first time."""
        made = self._answers.get(encoding)
        return made or self._add(encoding, self._ready.get(encoding) or self._compressed(encoding))

    def compress_better(self) -> None:
        """Replace the body in brotli by a smaller one; takes a while."""
        is_small = len(self._answers[""].body) <= MOST_COMPRESSED_WELL
        if self.is_kept and is_small and BROTLI not in self._ready:
            self._add(BROTLI, self._compressed(BROTLI, BEST_QUALITY))

    def _compressed(self, encoding: str, quality: int = policy.QUALITY) -> bytes | None:
        body = self._answers[""].body
        if not policy.is_compressible(body, self._mimetype):
            return None
        return policy.compress(body, encoding, quality)

    def _add(self, encoding: str, body: bytes | None) -> Answer:
        if body is None:
            made = self._answers[""]
        else:
            headers = [(k, v) for k, v in self._headers if k.lower() != "content-length"]
            headers += [("Content-Length", str(len(body))), ("Content-Encoding", encoding)]
            made = Answer(self._status, headers, body)
        self._answers[encoding] = made
        return made


def _without_entity(headers: Headers) -> Headers:
    kept = list(headers)
    remove_entity_headers(kept)
    return kept
