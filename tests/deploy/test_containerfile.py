"""The image: what it installs, who runs it, and what its health check asks."""

import json
import re

from flask import Flask
from flask.testing import FlaskClient

from tests.support.deployment import FOLDER, ROOT

LINES = re.sub(
    r"(?m)^#.*\n", "", (FOLDER / "Containerfile").read_text().replace("\\\n", " ")
).splitlines()
STAGES = "\n".join(LINES).split("\nFROM ")[1:]
# What the program reads while it runs.
NEEDED = {"wsgi.py", "app/", "templates/", "static/"}


def instructions(name: str, stage: str) -> list[str]:
    return re.findall(rf"(?m)^{name} (.*)$", stage)


def test_the_libraries_are_those_of_the_lock_file_with_their_hashes() -> None:
    assert len(STAGES) == 2
    (installed,) = [run for run in instructions("RUN", STAGES[0]) if "pip install" in run]
    assert "--require-hashes" in installed
    (lock,) = re.findall(r"--requirement (\S+)", installed)
    assert instructions("ARG", STAGES[0]) == ["LIBRARIES=run"]
    for libraries in ("run", "postgresql"):
        file = ROOT / lock.replace("${LIBRARIES}", libraries)
        pinned = re.findall(r"(?m)^[\w.-]+(?:\[\w+\])?==\S+.*$", file.read_text())
        assert pinned
        assert all(line.endswith("\\") for line in pinned), "each is followed by its hashes"
    assert not any("pip" in run for run in instructions("RUN", STAGES[1]))


def test_all_that_the_program_reads_is_in_it_and_nothing_of_a_site() -> None:
    copied = {line.split()[0] for line in instructions("COPY", STAGES[0])}
    assert copied - {"requirements/"} == NEEDED
    assert all((ROOT / name).exists() for name in copied)
    assert instructions("COPY", STAGES[1]) == ["--from=build /opt/vitae /opt/vitae"]


def test_the_process_is_not_root_and_writes_only_to_the_volume() -> None:
    (user,) = instructions("USER", STAGES[1])
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user), "a number that hosts can check"
    assert user.partition(":")[0] in STAGES[1].partition("USER")[0]
    (volume,) = instructions("VOLUME", STAGES[1])
    settings = dict(re.findall(r"(\w+)=(\S+)", " ".join(instructions("ENV", STAGES[1]))))
    assert settings["VITAE_INSTANCE"] == volume
    assert settings["PYTHONDONTWRITEBYTECODE"] == "1"


def test_it_serves_the_port_that_it_exposes(app: Flask) -> None:
    (entry,) = map(json.loads, instructions("ENTRYPOINT", STAGES[1]))
    (command,) = map(json.loads, instructions("CMD", STAGES[1]))
    assert entry == ["flask", "--app", "wsgi"]
    assert command[0] in app.cli.commands
    (port,) = instructions("EXPOSE", STAGES[1])
    assert command[command.index("--port") + 1] == port


def test_the_health_check_needs_nothing_but_python_and_asks_for_a_page(
    app: Flask, client: FlaskClient
) -> None:
    (check,) = instructions("HEALTHCHECK", STAGES[1])
    program, _, code = json.loads(check.partition("CMD ")[2])
    assert program == "python"
    compile(code, "health check", "exec")
    (address,) = re.findall(r"http://127\.0\.0\.1:5000(/\w+)", code)
    app.config["TRUSTED_HOSTS"] = ["ada.example"]
    assert client.get(address, base_url="http://127.0.0.1:5000").text == "ok\n"
