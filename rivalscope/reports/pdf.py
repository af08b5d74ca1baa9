"""The report's page printed as PDF by Chromium: tagged, with an outline and page numbers, and with no way out."""

import os
import subprocess
import tempfile
from pathlib import Path

from rivalscope.errors import RivalscopeError, UsageError

SECONDS = 300
"""How long one print may take; a page of 60 sheets takes about five seconds."""

_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--dns-prefetch-disable",
    # The page asks for nothing, and what the browser asks for itself finds neither a name nor a proxy.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)


def browser_for_print(path: str | None) -> str:
    """Return the browser's path; UsageError with the mend when there is none."""
    if path is None:
        raise UsageError(
            "report --pdf: no Chromium is on the path; `apt install chromium`, or print report.html from any browser"
        )
    return path


def write_pdf(page: Path, *, browser: str, seconds: float = SECONDS) -> Path:
    """Print an HTML page to a PDF of its name beside it and return its path; an existing one is replaced at once.

    The browser has a profile of its own that goes afterwards. RivalscopeError when it fails, or takes too long.
    """
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(prefix="rivalscope-pdf-", ignore_cleanup_errors=True) as folder:
        printed = Path(folder) / "report.pdf"
        command = [browser, *_ARGUMENTS, *_sandbox(), f"--user-data-dir={folder}/profile"]
        command += [f"--print-to-pdf={printed}", page.resolve().as_uri()]
        said = _run(command, seconds=seconds, home=folder)
        if not printed.is_file() or not printed.read_bytes().startswith(b"%PDF-"):
            raise RivalscopeError(f"{target}: {browser} printed nothing: {said or 'it gave no reason'}")
        partial = target.with_name(f".{target.name}.{os.getpid()}")
        partial.write_bytes(printed.read_bytes())
        partial.replace(target)
    return target


def _run(command: list[str], *, seconds: float, home: str) -> str:
    """Run the browser to its end and return the last line of its complaints."""
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=seconds, check=False, env={**os.environ, "HOME": home}
        )
    except subprocess.TimeoutExpired as error:
        raise RivalscopeError(
            f"{command[0]} did not print within {seconds:.0f} seconds; try again when the machine is less busy"
        ) from error
    except OSError as error:
        raise RivalscopeError(f"{command[0]} cannot be started: {error.strerror}") from error
    lines = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _sandbox() -> list[str]:
    """Return what root needs, for whom Chromium does not start its sandbox."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []
