"""The check of links in the background: in small steps, one run at a time, never in the way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from app.bibliography import urls
from app.database import db, leases
from app.models import LinkCheck, LinkRun, LinkState, Work, now
from app.services import cache
from app.services.lookups.probe import Probe, ProbeResult
from app.services.site_health import malformed
from app.services.site_health.links import results, store, worker
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.fake_hosts import Answer, fake_host, probe

FOUND = "https://tides.org/found"
# Nowhere is a process with this number.
DEAD_PROCESS = 2**22 + 1


class Scripted(Probe):
    """Answers from a list instead of the network; `asked` logs the links."""

    def __init__(self, **answers: ProbeResult) -> None:
        super().__init__()
        self.answers, self.asked = answers, list[str]()

    def check(self, link: str) -> ProbeResult:
        self.asked.append(link)
        return self.answers.get(link.rpartition("/")[2], ProbeResult(200))


def linking(*paths: str, **fields: object) -> dict[str, object]:
    links = [{"label": path, "url": f"https://tides.org/{path}"} for path in paths]
    return record(links=links, **fields)


def states(app: Flask) -> dict[str, tuple[LinkState, str]]:
    with app.app_context():
        found = db.session.scalars(select(LinkCheck).order_by(LinkCheck.url))
        return {one.url.rpartition("/")[2]: (one.state, one.reason) for one in found}


def checked(app: Flask, asking: Probe) -> None:
    with app.app_context():
        assert store.request_run()
        worker.run(asking)


def test_answers_are_judged(app: Flask) -> None:
    fill(app, linking("found", "gone", "deleted", "moved", "refused", "busy", "late", "nowhere"))
    answers = {
        "gone": ProbeResult(404),
        "deleted": ProbeResult(410, "https://tides.org/new"),
        "moved": ProbeResult(200, "https://tides.org/new"),
        "refused": ProbeResult(403),
        "busy": ProbeResult(429),
        "late": ProbeResult(failure="no answer within 5 seconds"),
        "nowhere": ProbeResult(failure="there is no host of this name", is_unknown_host=True),
    }
    checked(app, Scripted(**answers))
    assert states(app) == {
        "found": (LinkState.OK, ""),
        "gone": (LinkState.DEAD, "page not found (404)"),
        "deleted": (LinkState.DEAD, "page not found (410)"),
        "moved": (LinkState.MOVED, ""),
        "refused": (LinkState.UNSURE, "the server refused (status 403)"),
        "busy": (LinkState.UNSURE, "the server refused (status 429)"),
        "late": (LinkState.UNSURE, "no answer within 5 seconds"),
        "nowhere": (LinkState.DEAD, "there is no host of this name"),
    }
    with app.app_context():
        found = results.faulty_links(cache.change_count())
        (moved,) = found[LinkState.MOVED]
        assert moved[1] == "https://tides.org/moved moved to https://tides.org/new"


def test_real_answers_arrive(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_host() as host:
        host.play("/found", Answer())
        link = {"label": "Slides", "url": f"{host.base}/found"}
        other = {"label": "Code", "url": f"{host.base}/gone"}
        fill(app, record(links=[link, other]))
        monkeypatch.setattr(malformed, "malformed_links", lambda _: [])
        checked(app, probe())
    assert states(app)["found"] == (LinkState.OK, "")
    assert states(app)["gone"][0] is LinkState.DEAD


def test_malformed_links_and_those_of_drafts_are_not_asked_for(app: Flask) -> None:
    fill(
        app,
        linking("found", doi="10.1000/tides", arxiv_id="2301.00001"),
        record(title="Salt", links=[{"label": "Lab", "url": "http://localhost/x"}]),
        linking("hidden", title="Kelp", work="kelp"),
        works=[{"work": "kelp", "state": "draft"}],
        people=[{"name": "Kim Li", "url": "https://kim.org/"}],
        profile={"orcid": "0000-0002-1825-0097", "biography": "[x](https://lab.org/)"},
    )
    asking = Scripted()
    checked(app, asking)
    assert sorted(asking.asked) == [
        "https://arxiv.org/abs/2301.00001",
        "https://doi.org/10.1000/tides",
        "https://kim.org/",
        "https://lab.org/",
        "https://orcid.org/0000-0002-1825-0097",
        FOUND,
    ]


def test_a_run_has_a_limit_and_the_next_one_goes_on(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MOST_LINKS", 2)
    fill(app, linking("a", "b", "c"))
    first, second = Scripted(), Scripted()
    checked(app, first)
    assert [link[-1] for link in first.asked] == ["a", "b"]
    with app.app_context():
        assert results.link_status().unchecked == 1
    checked(app, second)
    assert sorted(link[-1] for link in second.asked) == ["a", "c"]


def test_hosts_take_turns(app: Flask) -> None:
    links = [f"https://{host}.org/{n}" for host in ("a", "b") for n in range(2)]
    fill(app, record(links=[{"label": "x", "url": url} for url in links]))
    asking = Scripted()
    checked(app, asking)
    assert [link[8] for link in asking.asked] == ["a", "b", "a", "b"]


def test_a_second_run_waits_for_the_first(app: Flask) -> None:
    fill(app, linking("a", "b"))
    inside = Scripted()

    class Asking(Scripted):
        def check(self, link: str) -> ProbeResult:
            assert not store.request_run()
            worker.run(inside)
            return super().check(link)

    outside = Asking()
    checked(app, outside)
    assert len(outside.asked) == 2
    assert inside.asked == []


@pytest.mark.parametrize("is_silent", [False, True])
def test_an_interrupted_run_is_continued(app: Flask, is_silent: bool) -> None:
    fill(app, linking("a", "b", "c"))

    class Dying(Scripted):
        def check(self, link: str) -> ProbeResult:
            if self.asked:
                raise KeyboardInterrupt
            return super().check(link)

    with pytest.raises(KeyboardInterrupt):
        checked(app, Dying())
    with app.app_context():
        status = results.link_status()
        assert (status.is_running, status.is_stale, status.done, status.total) == (
            True,
            False,
            1,
            3,
        )
        lost = {"heartbeat_at": now() - timedelta(minutes=3)}
        process = {"worker": f"{leases.machine()}.{DEAD_PROCESS}.x"}
        db.session.execute(update(LinkRun).values(lost if is_silent else process))
        db.session.commit()
        assert results.link_status().is_stale
        rest = Scripted()
        worker.run(rest)
        assert [link[-1] for link in rest.asked] == ["b", "c"]
        assert not results.link_status().is_running


def test_who_lost_the_claim_writes_nothing(app: Flask) -> None:
    fill(app, linking("a", "b"))

    class Overtaken(Scripted):
        def check(self, link: str) -> ProbeResult:
            db.session.rollback()
            db.session.execute(update(LinkRun).values(worker="another"))
            db.session.commit()
            return super().check(link)

    asking = Overtaken()
    checked(app, asking)
    assert len(asking.asked) == 1
    assert states(app) == {}


def test_whoever_saves_meanwhile_does_not_wait(app: Flask) -> None:
    fill(app, linking("a"))
    saved = threading.Event()

    def save() -> None:
        with app.app_context():
            db.session.query(Work).one().featured_position = 1
            cache.commit()
        saved.set()

    class Slow(Scripted):
        def check(self, link: str) -> ProbeResult:
            thread = threading.Thread(target=save)
            thread.start()
            assert saved.wait(3)
            thread.join()
            return super().check(link)

    checked(app, Slow())
    assert states(app)["a"] == (LinkState.OK, "")


def test_links_that_left_the_site_are_forgotten(app: Flask) -> None:
    fill(app, linking("a", "b"))
    checked(app, Scripted())
    with app.app_context():
        work = db.session.query(Work).one()
        del work.publications[0].links[1:]
        cache.commit()
        assert rows(LinkCheck) == 2
    checked(app, Scripted())
    assert list(states(app)) == ["a"]


@contextmanager
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[SimpleNamespace]]:
    """Collect the threads that are started instead of starting them."""
    threads: list[SimpleNamespace] = []

    def thread(**given: object) -> SimpleNamespace:
        made = SimpleNamespace(**given)
        made.start = lambda: threads.append(made)
        return made

    with monkeypatch.context() as patch:
        patch.setattr("threading.Thread", thread)
        yield threads


def test_a_started_run_is_finished_in_a_thread(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(app, linking("a"))
    monkeypatch.setattr(worker, "configured_probe", Scripted)
    with app.app_context():
        store.request_run()
        with started(monkeypatch) as threads:
            worker.start()
    (thread,) = threads
    thread.target(*thread.args)
    assert states(app)["a"] == (LinkState.OK, "")


def test_the_probe_has_the_settings_of_look_ups(app: Flask) -> None:
    app.config.update(LOOKUP_TIMEOUT=7, LOOKUP_CONTACT="ada@example.org")
    with app.app_context():
        made = worker.configured_probe()
    assert (made.timeout, made.contact) == (7, "ada@example.org")


@given(st.from_regex(store.PLAIN, fullmatch=True))
def test_plain_addresses_are_sent_as_they_are(url: str) -> None:
    assert store.sent_as(url) == url
    assert urls.encoded(url) == url
