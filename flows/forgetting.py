"""Forgetting: database, archive and exports, then the analysis anew, under the lease of the night."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flows.analysis import analyse
from flows.opened import OpenMarket, leased
from rivalscope.domain.forgetting import FORGOTTEN, Choice, Forgotten
from rivalscope.errors import StoreError
from rivalscope.exports.renewing import exported_files, renew_exports
from storage import findings
from storage.archive import Archive
from storage.erasing import erase_deleted
from storage.extract import discard
from storage.letting_go import forget_all

RULE = f"{FORGOTTEN} on request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """What forgetting came to, beyond the database and the archive."""

    done: Forgotten
    exports: tuple[Path, ...]
    """Files that were written anew, or would be."""
    failed: tuple[str, ...]
    """What could not be done, a line each."""
    copies: tuple[Path, ...]
    """Files beside the market that may still hold it: copies of the database, reports, digests."""


def forget(opened: OpenMarket, choice: Choice, *, dry_run: bool = False) -> Forgetting:
    """Forget a choice everywhere within reach; with `dry_run` only say what that is.

    Killed half-way, it is done by running it again. LeaseError when another run holds the lease.
    """
    market, engine = opened.market, opened.engine
    archive = Archive(market.archive)
    now = datetime.now(UTC).replace(microsecond=0)
    if dry_run:
        told = forget_all(engine, archive, choice, at=now, rule=RULE, dry_run=True)
        return Forgetting(
            done=told, exports=tuple(exported_files(engine)), failed=(), copies=tuple(copies_of(opened))
        )
    failed: list[str] = []
    with leased(opened, by="forget"):
        told = forget_all(engine, archive, choice, at=now, rule=RULE)
        try:
            erase_deleted(engine, told.rows)
        except StoreError as error:
            failed.append(str(error))
        if told.rows and findings.latest_analysis(engine) is not None:
            analyse(opened, as_of=now)
        renewed, wrong = renew_exports(engine, market=market.name, at=now)
        try:
            discard(market.extract)
        except StoreError as error:
            failed.append(str(error))
    return Forgetting(
        done=told, exports=tuple(renewed), failed=(*failed, *wrong), copies=tuple(copies_of(opened))
    )


def copies_of(opened: OpenMarket) -> list[Path]:
    """Return the files beside the market that may hold what the store held, and that forgetting does not change."""
    beside = opened.market.path.parent
    found = [*beside.glob("*.bak"), *opened.report_folder.glob("*"), *opened.digest_folder.glob("*")]
    return sorted(path for path in found if path.is_file())
