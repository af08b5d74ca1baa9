"""The server on loopback: one socket, until it is interrupted."""

import socket
from collections.abc import Callable

import uvicorn

from rivalscope.errors import UsageError
from rivalscope.explore.application import Explored, application

ADDRESS = "127.0.0.1"
"""The only address that is ever listened at."""


def listen(port: int) -> socket.socket:
    """Return a socket bound to a port of this machine alone, 0 for any that is free; UsageError when it is taken."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((ADDRESS, port))
    except OSError as error:
        bound.close()
        raise UsageError(
            f"port {port} can't be listened at ({error.strerror or error}): name another with --port, or --port 0 for any "
            "that is free"
        ) from error
    return bound


def serve(explored: Explored, bound: socket.socket, *, started: Callable[[str], None]) -> None:
    """Serve the page until it is interrupted; `started` is told its URL when it may be asked for."""
    port = bound.getsockname()[1]
    hosts = (f"{ADDRESS}:{port}", f"localhost:{port}")
    server = uvicorn.Server(
        uvicorn.Config(
            application(explored, hosts=hosts),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            ws="none",
            timeout_graceful_shutdown=3,
        )
    )
    bound.listen(64)  # connections wait from now on until they are answered
    started(f"http://{ADDRESS}:{port}/")
    server.run(sockets=[bound])
