"""The words in which columns are explained, and the columns that mean the same in every view."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """One column of a view as the data dictionary shows it."""

    meaning: str
    example: str
    unit: str = ""
    """What a number counts or a text is written in; empty for plain text."""
    nullable: bool = False

    @property
    def comment(self) -> str:
        """All of it in one line, as a database keeps it."""
        unit = f" Unit: {self.unit}." if self.unit else ""
        return f"{self.meaning}{unit} {'May be null.' if self.nullable else 'Never null.'} Example: {self.example}"


def maybe(meaning: str, example: str, unit: str = "") -> ViewColumn:
    """Return a column that may be null."""
    return ViewColumn(meaning, example, unit, nullable=True)


INSTANT = "UTC instant, ISO 8601"
DATE = "date, ISO 8601"
SHARE = "share, 0 to 1"

SHARED: dict[str, ViewColumn] = {
    "product": ViewColumn("Slug of the product.", "zoom"),
    "source": ViewColumn("Key of the source: product and kind, numbered from the second on.", "zoom/pricing"),
    "url": ViewColumn("URL of the page, or file:NAME for an import.", "https://zoom.us/pricing"),
    "feature": ViewColumn("Canonical name of the feature.", "Screen sharing"),
    "plan": ViewColumn("Name of the plan as the page writes it.", "Pro"),
    "kind": ViewColumn("What it is.", "pricing"),
    "id": ViewColumn("Number of the row.", "17", "number"),
    "review": ViewColumn("Number of the review: `reviews.id`.", "512", "number"),
    "evidence_id": ViewColumn("Number of the words that say so: `evidence.id`.", "4711", "number"),
    "evidence_ids": ViewColumn("All such numbers, clearest first.", "[4711, 4712]", "JSON array"),
    "first_seen": ViewColumn("First capture that showed it.", "2026-11-23T02:00:00Z", INSTANT),
    "last_seen": ViewColumn("Newest capture that showed it.", "2026-11-30T02:00:00Z", INSTANT),
    "ended": maybe(
        "First capture that no longer showed it; null while it stands.", "2026-12-01T02:00:00Z", INSTANT
    ),
    "edition": ViewColumn("1, and one more for each change of text, title or rating.", "1", "number"),
    "learnt_at": ViewColumn("When it was stored.", "2026-11-23T02:00:07Z", INSTANT),
    "end_learnt_at": maybe("When its end was stored; null while it stands.", "2026-12-02T02:00:09Z", INSTANT),
    "unstable": ViewColumn("1 when the value came back within five captures.", "0", "1 or 0"),
    "active": ViewColumn("1 when the market file still names it, or it is still read.", "1", "1 or 0"),
    "night": ViewColumn("UTC date of the run's scheduled instant.", "2026-11-23", DATE),
    "date": maybe("Date of the review as published; null when none is stated.", "2026-11-20", DATE),
    "rating": maybe("Rating, rescaled; null when none or unclear.", "4.5", "1 to 5"),
    "confidence": ViewColumn("How sure the reader is.", "0.83", SHARE),
    "quote": ViewColumn("The sentence that says so.", "I wish it had breakout rooms."),
    "as_of": ViewColumn("Instant that the analysis speaks of.", "2026-11-23T02:00:00Z", INSTANT),
    "opportunity": ViewColumn("Importance, and what satisfaction leaves open.", "11.4", "0 to 20"),
    "low": ViewColumn("Lower end of the 95 % interval.", "9.8", "as the value before it"),
    "high": ViewColumn("Upper end of the 95 % interval.", "12.9", "as the value before it"),
    "n": ViewColumn("How many reviewers stand behind it.", "41", "reviewers"),
    "ours": ViewColumn("What our own pages say of the feature.", "absent"),
    "rivals": ViewColumn(
        "Slugs of the products against which it stands.", "zoom, webex", "comma and blank between"
    ),
    "summary": ViewColumn(
        "One sentence that says what the gap is.", "Zoom and Webex have breakout rooms; we do not."
    ),
    "model": ViewColumn("Version of what read the reviews.", "aspects/1"),
    "taxonomy": ViewColumn("Version of the taxonomy it was read with.", "3f2a9c0d11ee"),
}


def view(names: str, **own: ViewColumn) -> dict[str, ViewColumn]:
    """Return the columns of a view in order: its own explanations before the shared ones."""
    return {name: own[name] if name in own else SHARED[name] for name in names.split()}


def null(name: str) -> ViewColumn:
    """Return a shared column where it may be null."""
    return replace(SHARED[name], nullable=True)
