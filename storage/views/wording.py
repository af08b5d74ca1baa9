"""What SQLite and PostgreSQL say in different words, so that a view is written once."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """Expressions in the words of one engine: `sqlite` or `postgresql`."""

    dialect: str
    at: datetime | None = None
    """The instant whose state is shown: what stood then; None for now."""
    known: datetime | None = None
    """The instant of what had been learnt; None for all that is known now."""

    @property
    def until(self) -> datetime | None:
        """The earlier of the two instants; None when there is neither."""
        return min((one for one in (self.at, self.known) if one is not None), default=None)

    def instant(self, value: datetime) -> str:
        """Return an instant as a literal, in the form in which the engine keeps instants."""
        text = f"'{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}'"
        return text if self.sqlite else f"TIMESTAMPTZ {text}"

    def day(self, value: datetime) -> str:
        """Return the UTC date of an instant as a literal."""
        text = f"'{value.astimezone(UTC):%Y-%m-%d}'"
        return text if self.sqlite else f"DATE {text}"

    @property
    def sqlite(self) -> bool:
        """Whether the engine is SQLite."""
        return self.dialect == "sqlite"

    @property
    def beside(self) -> str:
        """Join of a row that a foreign key always finds; PostgreSQL leaves out an outer one that nobody asks for."""
        return "JOIN" if self.sqlite else "LEFT JOIN"

    def number(self, column: str) -> str:
        """Return a decimal column as a number: exact in PostgreSQL, the nearest double in SQLite."""
        return f"CAST({column} AS REAL)" if self.sqlite else column

    def text(self, column: str) -> str:
        """Return a decimal or JSON column as text, the same in both."""
        return column if self.sqlite else f"CAST({column} AS TEXT)"

    def flag(self, column: str) -> str:
        """Return a boolean column as 1 or 0, which both engines compare and add up."""
        return f"CASE WHEN {column} THEN 1 ELSE 0 END"

    def week(self, column: str) -> str:
        """Return the Monday of a date's ISO week."""
        if self.sqlite:
            return f"date({column}, 'weekday 0', '-6 days')"
        return f"CAST(date_trunc('week', {column}) AS DATE)"

    def days(self, later: str, earlier: str) -> str:
        """Return whole days between two instants."""
        if self.sqlite:
            return f"(strftime('%s', {later}) - strftime('%s', {earlier})) / 86400"
        return f"CAST(FLOOR(EXTRACT(EPOCH FROM ({later} - {earlier})) / 86400) AS INTEGER)"

    def member(self, column: str, name: str) -> str:
        """Return a number of a JSON object by its name; null where the object is."""
        if self.sqlite:
            return f"json_extract({column}, '$.{name}')"
        return f"CAST({column} ->> '{name}' AS DOUBLE PRECISION)"

    def entries(self, column: str) -> str:
        """Return the join that gives a row an entry of a JSON array of texts, as `e.value`; see `place`."""
        if self.sqlite:
            return f"CROSS JOIN json_each({column}) e"
        return f"CROSS JOIN LATERAL jsonb_array_elements_text({column}) WITH ORDINALITY AS e(value, place)"

    @property
    def place(self) -> str:
        """Place of an entry of `entries`, from 1."""
        return "e.key + 1" if self.sqlite else "e.place"

    def entry(self, column: str, place: str) -> str:
        """Return the text at a place, from 1, of a JSON array; null where the array is."""
        if self.sqlite:
            return f"json_extract({column}, '$[' || ({place} - 1) || ']')"
        return f"{column} ->> CAST({place} - 1 AS INTEGER)"

    def joined(self, column: str) -> str:
        """Return the aggregate that joins texts with a comma and a blank."""
        return f"group_concat({column}, ', ')" if self.sqlite else f"string_agg({column}, ', ')"
