"""What the arguments in the site's addresses stand for, on the sites of the tests."""

NAMES: dict[str, object] = {
    "account_id": 1,
    "batch_id": 1,
    "declined_id": 1,
    "digest": "x",
    "key": "author",
    "kind": "latex",
    "link_id": "x",
    "name": "x",
    "noun": "work",
    "person_id": 1,
    "position": 0,
    "record_id": 1,
    "revision_id": 1,
    "session_id": 999,
    "slug": "on-tides",
    "suffix": "bib",
    "token": "x",
    "topic_id": 1,
    "version": 1,
    "work_id": 1,
}
