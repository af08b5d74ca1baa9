"""Tables of privacy: what was forgotten and may not come back, and where exports lie that hold what it was."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.record import Record


class ForgottenRow(Record):
    """Something that was forgotten on request; nothing of it is stored again."""

    __tablename__ = "forgotten"
    __table_args__ = ({"comment": "What was forgotten on request, as hashes: none of it is stored again."},)

    kind: Mapped[str] = mapped_column(comment="author, source or product.")
    mark: Mapped[str] = mapped_column(
        unique=True, comment="SHA-256 of the kind and the author's keyed hash, the source's URL, or the slug."
    )
    forgotten_at: Mapped[datetime] = mapped_column(comment="When it was first forgotten, UTC.")
    reviews: Mapped[int] = mapped_column(comment="Reviews that went, e.g. 3.")


class ExportRow(Record):
    """A folder into which views were exported."""

    __tablename__ = "export_folder"
    __table_args__ = ({"comment": "Folders of exports, so that what is forgotten is found in them too."},)

    path: Mapped[str] = mapped_column(unique=True, comment="Folder, absolute.")
    written_at: Mapped[datetime] = mapped_column(comment="When it was last written, UTC.")
