"""The units of systemd: what they run, as whom, and what they may do."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tests.support import deployment

FOLDER = deployment.FOLDER / "systemd"
SITE = [FOLDER / "vitae.service", FOLDER / "vitae-backup.service"]
UNITS = sorted(path for path in FOLDER.iterdir() if path.suffix in {".service", ".timer"})
PROTECTION = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "CapabilityBoundingSet": "",
    "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6",
    "SystemCallArchitectures": "native",
}
every_service = pytest.mark.parametrize("unit", SITE, ids=lambda unit: unit.name)


@every_service
def test_the_site_runs_as_a_user_that_owns_only_its_data(unit: Path) -> None:
    settings = deployment.unit_settings(unit)
    assert settings["User"] == settings["Group"] == ["vitae"]
    (folder,) = settings["StateDirectory"]
    variables = " ".join(settings["Environment"]).split()
    assert f"VITAE_INSTANCE=/var/lib/{folder}" in variables
    # The program belongs to root: its bytecode is compiled when it is installed.
    assert "PYTHONDONTWRITEBYTECODE=1" in variables
    assert "ReadWritePaths" not in settings


@every_service
def test_the_site_is_protected(unit: Path) -> None:
    settings = deployment.unit_settings(unit)
    assert {name: settings[name][0] for name in PROTECTION} == PROTECTION
    assert settings["SystemCallFilter"] == ["@system-service", "~@privileged"]


def test_both_services_are_protected_alike() -> None:
    site, backup = (path.read_text().partition("UMask=")[2] for path in SITE)
    assert site.partition("\n")[2].partition("\n[Install]")[0].strip() == (
        backup.partition("\n")[2].strip()
    )


def test_a_stop_leaves_the_server_time_to_finish() -> None:
    settings = deployment.unit_settings(FOLDER / "vitae.service")
    assert settings["KillMode"] == ["mixed"]
    assert int(settings["TimeoutStopSec"][0]) > 20


def test_a_timer_makes_a_backup_every_night_and_makes_up_for_a_missed_one() -> None:
    settings = deployment.unit_settings(FOLDER / "vitae-backup.timer")
    assert settings["OnCalendar"] == ["*-*-* 03:30"]
    assert settings["Persistent"] == ["true"]
    assert "backup --keep" in deployment.unit_settings(SITE[1])["ExecStart"][0]


def test_copies_are_sent_after_each_backup() -> None:
    settings = deployment.unit_settings(FOLDER / "vitae-off-site.service")
    assert settings["WantedBy"] == ["vitae-backup.service"]
    assert "vitae-backup.service" in settings["After"][0]
    assert "/var/lib/vitae/backups" in settings["ExecStart"][0]


def test_the_command_for_the_owner_runs_as_the_user_of_the_site() -> None:
    command = FOLDER / "vitae"
    assert command.stat().st_mode & stat.S_IXUSR
    assert "runuser -u vitae -- env VITAE_INSTANCE=/var/lib/vitae" in command.read_text()
    subprocess.run(["sh", "-n", command], check=True)  # noqa: S603, S607


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_understands_the_units() -> None:
    checked = subprocess.run(  # noqa: S603
        ["systemd-analyze", "verify", *UNITS],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    # The programs are not where the units look for them.
    lines = [line for line in checked.stderr.splitlines() if "is not executable" not in line]
    ours = [line for line in lines if any(unit.name in line for unit in UNITS)]
    assert ours == []
