"""The mail server of a simulated year: it keeps what arrives, goes down, and kills a sender in the middle."""

import email
import email.policy
import os
import signal
import socket
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from aiosmtpd.controller import Controller

_STEP = 0.05
"""Seconds between two looks whether a sender that is to be killed has ended by itself."""


class Mailbox:
    """A real SMTP server on loopback; used with `with`."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.arrived: Counter[tuple[str, str]] = Counter()
        """How often each week's digest arrived for each recipient."""
        self.refused = 0
        self._controller: Controller | None = None
        self._victim = 0
        self._killed = threading.Event()

    def __enter__(self) -> Self:
        """Open the mailbox."""
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._stop()

    @contextmanager
    def down(self, *, when: bool) -> Iterator[None]:
        """Be down for the time of the block."""
        if when:
            self._stop()
        try:
            yield
        finally:
            if when:
                self._start()

    def kill_at_next(self, sender: "subprocess.Popen[bytes]") -> bool:
        """Kill a process when its next mail arrives; returns whether one did before it ended."""
        self._killed.clear()
        self._victim = sender.pid
        while not self._killed.wait(_STEP) and sender.poll() is None:
            pass
        self._victim = 0
        return self._killed.is_set()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        """Keep a mail."""
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        week = str(message["Subject"]).partition(", week ")[2].partition(":")[0]
        self.arrived[week, envelope.rcpt_tos[0]] += 1
        if self._victim:
            os.kill(self._victim, signal.SIGKILL)
            self._victim = 0
            self._killed.set()
        return "250 OK"

    def _start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def _stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None
