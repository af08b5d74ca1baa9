"""A crawling process on a stage: some loopback addresses count as public there, and every connection is written down.

Run as `python stage.py PLAN LOG`. Addresses in 127.0.1.0/24 count as public, so that pages on them can lead the crawl
elsewhere; everything else is judged as always. The resolver answers for names of our own making: `rebind…` with a
stage address at first and a private one from then on, `flip…` with the two in turn, `mixed…` with both at once.
"""

import socket
import sys
from collections import Counter
from pathlib import Path

STAGE = "127.0.1."
_asked = Counter()
_resolve = socket.getaddrinfo


def _answer(host, port, *wanted, **named):
    if not isinstance(host, str) or not host.endswith(".test"):
        return _resolve(host, port, *wanted, **named)
    _asked[host] += 1
    stage, private = STAGE + "1", "127.0.0.1"
    if host.startswith("rebind"):
        found = [stage if _asked[host] == 1 else private]
    elif host.startswith("flip"):
        found = [stage if _asked[host] % 2 else private]
    else:
        found = [stage, private]
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(port or 0))) for address in found]


def main(plan, log):
    """Run the plan's crawl; write every connection, every listener and at last the most memory held into the log."""
    socket.getaddrinfo = _answer
    lines = Path(log).open("a", buffering=1, encoding="utf-8")  # noqa: SIM115 - open as long as the process lives

    def note(event, arguments):
        if event == "socket.connect" and isinstance(arguments[1], tuple):
            lines.write(f"{arguments[1][0]} {arguments[1][1]}\n")

    def listen(listener, *backlog):
        lines.write(f"listen {listener.getsockname()}\n")
        return begin(listener, *backlog)

    sys.addaudithook(note)
    begin, socket.socket.listen = socket.socket.listen, listen
    from spiders import addresses, pinned
    from spiders.process import main as crawl

    judge = addresses.address_objection

    def judged(address):
        return "" if address.startswith(STAGE) else judge(address)

    addresses.address_objection = pinned.address_objection = judged
    try:
        return crawl([plan])
    finally:
        # VmHWM is this process's own; ru_maxrss would begin with what the process that started it took.
        status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        lines.write(next(line for line in status if line.startswith("VmHWM")) + "\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
