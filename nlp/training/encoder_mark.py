"""How far a training got, kept after every epoch, so that one that was killed goes on where it was."""
# mypy: disable-error-code="import-not-found"

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import torch


class Moved(Protocol):
    """What moves weights step by step, with all that the next step depends on."""

    @property
    def network(self) -> Any:
        """The weights."""
        ...

    @property
    def optimizer(self) -> Any:
        """Their moments."""
        ...

    @property
    def schedule(self) -> Any:
        """The steps taken."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The file that one training is kept in."""

    name: str
    """Of what is trained."""
    file: Path

    def keep(self, moved: Moved, *, epoch: int) -> None:
        """Write all that the next epoch depends on; a process killed meanwhile leaves the former mark."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        half = self.file.with_suffix(".part")
        state = {
            "epoch": epoch,
            "network": moved.network.state_dict(),
            "optimizer": moved.optimizer.state_dict(),
            "schedule": moved.schedule.state_dict(),
            "chance": torch.get_rng_state(),
        }
        torch.save(state, half)
        half.replace(self.file)

    def restore(self, moved: Moved) -> int:
        """Put everything back as it was kept; returns the epochs that were done, 0 where nothing was kept."""
        if not self.file.is_file():
            return 0
        state = torch.load(self.file)
        moved.network.load_state_dict(state["network"])
        moved.optimizer.load_state_dict(state["optimizer"])
        moved.schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["chance"])
        return int(state["epoch"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one run: of the same recipe on the same sentences with the same software."""

    folder: Path
    key: str

    def of(self, name: str) -> Mark:
        """Return the mark of one training of the run."""
        return Mark(name=name, file=self.folder / f"{name}-{self.key}.pt")

    def clear(self) -> None:
        """Remove all marks of the run, once what it made is written."""
        for file in self.folder.glob(f"*-{self.key}.*"):
            file.unlink()


def run_key(*parts: object) -> str:
    """Return a name for what a run depends on."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
