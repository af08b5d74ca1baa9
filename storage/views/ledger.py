# ruff: noqa: S608 - fixed text from this package only; no value of a user is ever written into it
"""View of manners: what each night cost each host."""

from storage.views.instants import by_night, where
from storage.views.wording import Wording

COMMENTS = {"host_ledger": "What each night cost each host: requests, bytes, waits, and what was not sent."}


def selects(say: Wording) -> dict[str, str]:
    """Return the SELECT of the view, which both engines read alike."""
    return {
        "host_ledger": f"""SELECT h.night AS night, h.host AS host, h.requests AS requests, h.bytes AS bytes,
       h.not_modified AS not_modified, h.throttled AS throttled, h.failures AS failures, h.refusals AS refusals,
       h.left_out AS left_out, h.waits_seconds AS waits_seconds, h.robots AS robots
FROM host_night h{where(*by_night(say, "h"))}"""
    }
