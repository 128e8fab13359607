"""Two hosts with processes of their own serve one site, whose data is on PostgreSQL."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import psycopg
import pytest

from tests.support import postgresql
from tests.support.hosts import Hosts, two_hosts, wait_until
from tests.support.postgresql import Cluster
from tests.torture import killed_imports, killed_saves
from tests.torture.editor import Editor
from tests.torture.server import import_processes

pytestmark = pytest.mark.slow
# What the issue of several hosts promises, in seconds.
VISIBLE = 0.1


@pytest.fixture(scope="module")
def hosts(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    # Of two processes of a host, only one would have a page in memory.
    settings = {"VITAE_IMPORT_AT_ONCE": "0", "VITAE_SIGN_IN_TRIES": "3", "VITAE_WORKERS": "1"}
    with two_hosts(cluster, tmp_path_factory.mktemp("hosts"), **settings) as found:
        yield found


def editor(hosts: Hosts, at: str = "one") -> Editor:
    return Editor(getattr(hosts, at).host, hosts.cookies[0])


def visitor(hosts: Hosts, at: str = "other") -> Editor:
    return Editor(getattr(hosts, at).host, "")


def test_a_save_on_one_host_is_seen_by_visitors_of_the_other_at_once(hosts: Hosts) -> None:
    writer, reader = editor(hosts), visitor(hosts)
    assert reader.get("/").status == 200
    waits = []
    for _ in range(5):
        assert writer.save().status == 200
        waits.append(wait_until(partial(shows, reader, writer.acknowledged), pause=0.005))
    # Machines of tests stall, and hosts don't have to.
    assert sorted(waits)[2] < VISIBLE


def shows(reader: Editor, save: int) -> bool:
    return reader.name(save) in reader.get("/").text


def test_sessions_are_those_of_all_hosts(hosts: Hosts) -> None:
    here, there = (Editor(host.host, hosts.cookies[1]) for host in (hosts.one, hosts.other))
    assert there.get("/edit/topics").status == 200
    token = there.opened("/edit/topics/1")["token"]
    assert there.post("/sign-out", {"token": token}).status == 303
    assert here.get("/edit/topics").status == 303


def test_attempts_to_sign_in_are_counted_for_all_hosts(hosts: Hosts) -> None:
    guess = {"email": "hand0@site.example", "password": "not this one"}
    tried = [visitor(hosts, at).post("/sign-in", guess).status for at in ("one", "other") * 2]
    assert tried == [422, 422, 422, 429]


def test_an_import_of_a_killed_host_is_taken_over(hosts: Hosts) -> None:
    works = hosts.value(WORKS)
    here, there = editor(hosts), editor(hosts, "other")
    where = killed_imports.begin(here, Random(1), number=1, entries=ENTRIES)  # noqa: S311
    killed_imports.apply(here, where)
    # With a connection of its own, each look would take longer than the work.
    with psycopg.connect(postgresql.dsn(hosts.url), autocommit=True) as connection:
        wait_until(lambda: connection.execute(CLAIMED).fetchone() == (True,), pause=0.002)
    kill(hosts)
    try:
        assert hosts.value(WORKS) == works, "it was killed too late"
        wait_until(lambda: f"Imported {ENTRIES} works" in there.get(where).text)
        assert hosts.value(WORKS) == works + ENTRIES
    finally:
        hosts.one.start()


ENTRIES = 300
WORKS = "SELECT count(*) FROM work"
CLAIMED = "SELECT worker IS NOT NULL OR state = 'applied' FROM import_batch"


def kill(hosts: Hosts) -> None:
    """End all processes of a host at once, as a power failure would."""
    of_imports = import_processes(Path(hosts.one._command.site.folder))
    hosts.one.kill()
    for process in of_imports:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def test_a_save_of_a_killed_host_is_whole_or_absent(hosts: Hosts) -> None:
    for number in range(3):
        writer = editor(hosts)
        # Names that no other save of these tests has.
        writer.acknowledged = writer.tried = 1_000 * (number + 1)
        with killed_saves.saving([writer]):
            time.sleep(0.03 * number)
            hosts.one.kill()
        hosts.one.start()
        (name, saves) = hosts.rows(LAST_SAVE)[0]
        assert name in {writer.name(n) for n in range(writer.acknowledged, writer.tried + 1)}
        assert name == saves
        assert f">{name}<" in visitor(hosts).get("/").text


LAST_SAVE = """SELECT name, (
    SELECT after ->> 'name' FROM revision_item WHERE noun = 'topic' AND record_id = 1
    ORDER BY revision_id DESC LIMIT 1
) FROM topic WHERE id = 1"""


def test_a_restart_of_postgresql_needs_no_restart_of_a_host(hosts: Hosts) -> None:
    reader = visitor(hosts)
    assert reader.get("/").status == 200
    hosts.cluster.stop("immediate")
    try:
        assert reader.get("/").status == 200
        lost = reader.get("/?q=unheard")
        assert (lost.status, "database can&#39;t be reached" in lost.text) == (503, True)
    finally:
        hosts.cluster.start()
    wait_until(lambda: reader.get("/?q=unheard").status == 200)
    assert editor(hosts).save().status == 200
    assert editor(hosts, "other").save().status == 200
