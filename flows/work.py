"""The flow of a farm's worker: it takes part in the night that another run of the work pool runs.

Import flows.settings first and call its `prepare`: Prefect reads the environment when it is imported.
"""

from pathlib import Path

from prefect import flow

from flows.farm import take_part
from flows.opened import open_market


@flow(name="work", persist_result=False, validate_parameters=False)
def work(market_path: Path) -> int:
    """Do shards of the night that is under way until it is over; returns how many were taken here."""
    with open_market(Path(market_path)) as opened:
        return take_part(opened)
