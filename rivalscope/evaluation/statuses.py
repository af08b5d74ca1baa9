"""Statuses: what cells, list items and headings say of a feature, against labels that were written first."""

import csv
from dataclasses import dataclass
from pathlib import Path

from rivalscope.domain.page import ClaimStatus
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import Tally, is_held_out, measures_of, parts_of
from spiders.pages.document import Document
from spiders.pages.features import read_features
from spiders.pages.statuses import read_cell

LABELS = Path(__file__).parent / "status_labels.tsv"
_PAGES = {
    "cell": "<table><tr><td>Guest access</td><td>{}</td></tr></table>",
    "item": "<main><h1>Acme</h1><h2>Features</h2><ul><li>{}</li><li>Shared inboxes</li></ul></main>",
    "heading": "<main><h1>Acme</h1><h3>{}</h3><p>People from outside can look at a board of yours.</p></main>",
}
"""Where the words of a label stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words in their markup, and what they say."""

    context: str
    """`cell`, `item` or `heading`."""
    html: str
    status: ClaimStatus
    value: str
    """The value of a limit; empty when it is not asked for."""
    real: bool
    """Whether a real page says it."""

    @property
    def held_out(self) -> bool:
        """Whether no rule was made by it."""
        return is_held_out(f"{self.context} {self.html}")


def wordings(path: Path = LABELS) -> list[Wording]:
    """Return the labels in the order of the file."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Wording(
                context=row["context"],
                html=row["html"],
                status=ClaimStatus(row["status"]),
                value=row["value"],
                real=row["origin"] == "real",
            )
            for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def read_wording(wording: Wording) -> tuple[ClaimStatus, str]:
    """Return the status and value that words are read to say where they stand; what is not read is unknown."""
    document = Document(_PAGES[wording.context].format(wording.html).encode())
    if wording.context == "cell":
        told = read_cell(document, document.named["td"][1])
        return told.status, told.value or ""
    claims = [claim for claim in read_features(document) if claim.name != "Shared inboxes"]
    return (claims[0].status, claims[0].value or "") if claims else (ClaimStatus.UNKNOWN, "")


def measure_statuses(_data: Path | None) -> Report:
    """Read every wording; precision and recall of each status, and the values of limits by themselves."""
    tallies: list[Tally] = []
    wrong: list[str] = []
    valued = valued_right = 0
    labels = wordings()
    for wording in labels:
        status, value = read_wording(wording)
        right = status is wording.status
        tallies.append(Tally(kind=status.value, held_out=wording.held_out, given=1, right=int(right)))
        tallies.append(Tally(kind=wording.status.value, held_out=wording.held_out, true=1, found=int(right)))
        if wording.value and right:
            valued += 1
            valued_right += value == wording.value
        if not right or (wording.value and value != wording.value):
            half = "held out" if wording.held_out else "tuned"
            said = f"{wording.status}" + (f" {wording.value!r}" if wording.value else "")
            wrong.append(
                f"{wording.context} {wording.html!r} ({half}): {said} read as {status.value} {value!r}"
            )
    parts = parts_of(tallies)
    # Every wording is given one status: precision and recall of all are the same share.
    parts = {
        name.replace("precision", "right") if "." not in name else name: part for name, part in parts.items()
    }
    parts |= {
        "held out.right": parts.pop("held out.precision"),
        "tuned.right": parts.pop("tuned.precision"),
        "values of limits": (valued_right, valued),
    }
    for gone in ("recall", "held out.recall", "tuned.recall"):
        del parts[gone]
    return Report(n=len(labels), measures=measures_of(parts), parts=parts, wrong=tuple(wrong))


STATUSES = Suite(
    name="statuses",
    about="what 271 cells, list items and headings say of a feature, 71 of them as real pages word it",
    run=measure_statuses,
)
