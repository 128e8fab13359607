"""Check the links in the background, one after the other."""

import threading
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from app.bibliography.messages import message
from app.database import leases
from app.models import LinkState
from app.services.site_health.links import store

if TYPE_CHECKING:
    from app.services.lookups.probe import Probe, ProbeResult

GONE = frozenset({404, 410})


def start() -> None:
    """Check the links in a thread, unless that is being done.

    Should the server stop meanwhile, the next visit of the report goes on with it.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    threading.Thread(target=_run_in_background, args=(app, configured_probe()), daemon=True).start()


def run(probe: "Probe") -> None:
    """Check the links that are due, unless another worker does."""
    claim = store.claim_run()
    if claim is None:
        return
    with leases.beating(claim.sign_of_life):
        for url in store.due_links(claim):
            if not claim.save(url, **_found(probe.check(url))):
                return
        claim.finish()


def configured_probe() -> "Probe":
    """Return the probe as configured."""
    # The HTTP client is a twentieth of all that a start would load.
    from app.services.lookups.probe import Probe

    config = current_app.config
    return Probe(timeout=config["LOOKUP_TIMEOUT"], contact=config["LOOKUP_CONTACT"])


def _run_in_background(app: Flask, probe: "Probe") -> None:
    with app.app_context():
        try:
            run(probe)
        except SQLAlchemyError:
            app.logger.exception("The check of links was interrupted")


def _found(result: "ProbeResult") -> dict[str, str | LinkState | None]:
    state, reason = _judged(result)
    moved_to = result.moved_to if state is LinkState.MOVED else None
    return {"state": state, "reason": reason, "moved_to": moved_to}


def _judged(result: "ProbeResult") -> tuple[LinkState, str]:
    """Return what an answer means: servers often refuse programs that they let visitors in."""
    if result.is_unknown_host:
        return LinkState.DEAD, result.failure
    if not result.status:
        return LinkState.UNSURE, result.failure
    if result.status in GONE:
        return LinkState.DEAD, message("page not found (%(status)s)", status=result.status)
    if result.status < 400:
        return (LinkState.MOVED if result.moved_to else LinkState.OK), ""
    return LinkState.UNSURE, message("the server refused (status %(status)s)", status=result.status)
