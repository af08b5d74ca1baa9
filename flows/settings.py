"""How Prefect is set up, before it is imported: a home of its own, no telemetry, nothing but loopback."""

import os
import secrets
from collections.abc import MutableMapping
from pathlib import Path

HOME = ".prefect"
"""Folder beside the market file where Prefect keeps its own database, apart from the store."""

_QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_UI_ENABLED": "false",
}
"""What is set whatever the environment says: Prefect's server and client would report to their maker."""

_DEFAULTS = {
    # What goes wrong is raised, and told in one line by whoever started the flow; Prefect would print it whole as well.
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
}


def prepare(market_path: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Set the environment under which Prefect may be imported; call it before any other module of this room.

    A server that the environment names (PREFECT_API_URL) is used; else flows.server starts one, with a password that
    only this process and its children know.
    """
    environment.update(_QUIET)
    for name, value in _DEFAULTS.items():
        environment.setdefault(name, value)
    environment.setdefault("PREFECT_HOME", str(market_path.resolve().parent / HOME))
    if not environment.get("PREFECT_API_URL"):
        password = f"rivalscope:{secrets.token_urlsafe(24)}"
        environment["PREFECT_SERVER_API_AUTH_STRING"] = password
        environment["PREFECT_API_AUTH_STRING"] = password
