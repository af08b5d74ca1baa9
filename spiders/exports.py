"""Exports: files of vendors, recognised by their header row, so that nobody has to say which column is which."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One vendor's file. Names of columns are written in small letters and digits only, as `plain` makes them."""

    name: str
    marks: tuple[str, ...]
    """Columns all of which the file has; no other export has them all."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns of each field, the likeliest first; fields that are not here are guessed."""
    texts: tuple[str, ...] = ()
    """Regular expressions of columns of which each is a text of its own: a form asks several questions."""
    asks: bool = False
    """Whether its questions are its maker's own: every other column in which people write sentences is a text."""
    idle: tuple[str, ...] = ()
    """Columns that are never a question though people may write there."""


EXPORTS: tuple[Export, ...] = (
    Export(
        name="Google Play Console, reviews",
        marks=("packagename", "starrating", "reviewtext"),
        fields={
            "text": ("reviewtext",),
            "title": ("reviewtitle",),
            "rating": ("starrating",),
            "date": ("reviewsubmitdateandtime", "reviewsubmitmillissinceepoch"),
            "id": ("reviewlink",),
            "version": ("appversionname", "appversioncode"),
        },
    ),
    Export(
        name="App Store Connect, customer reviews",
        marks=("attributesrating", "attributesbody", "attributescreateddate"),
        fields={
            "text": ("attributesbody",),
            "title": ("attributestitle",),
            "rating": ("attributesrating",),
            "date": ("attributescreateddate",),
            "id": ("id",),
            "author": ("attributesreviewernickname",),
        },
    ),
    Export(
        name="Trustpilot, reviews",
        marks=("reviewid", "reviewcontent", "reviewstars"),
        fields={
            "text": ("reviewcontent",),
            "title": ("reviewtitle",),
            "rating": ("reviewstars",),
            "date": ("reviewcreatedutc", "reviewcreated"),
            "id": ("reviewid",),
            "author": ("reviewconsumeruserid", "reviewusername"),
        },
    ),
    Export(
        name="G2, reviews",
        marks=("surveyresponseid",),
        fields={
            "rating": ("starrating", "rating", "overallrating"),
            "title": ("title", "reviewtitle"),
            "date": ("submittedat", "published", "publishedat", "submitted", "date"),
            "id": ("surveyresponseid",),
            "author": ("userid", "reviewerid", "username", "reviewer"),
        },
        texts=(
            "whatdoyoulikebest.*",
            "whatdoyoudislike.*",
            "whatproblems.*solv.*",
            "recommendationstoothers.*",
        ),
    ),
    Export(
        name="Capterra, reviews",
        marks=("pros", "cons", "overallrating"),
        fields={
            "rating": ("overallrating",),
            "title": ("reviewtitle", "title"),
            "date": ("reviewdate", "datepublished", "publisheddate", "date", "submitteddate"),
            "id": ("reviewid", "id"),
            "author": ("reviewername", "name"),
        },
        texts=("overall(comments|review|experience)", "generalcomments", "pros", "cons"),
    ),
    Export(
        name="AppFollow, reviews",
        marks=("store", "author", "rating", "review", "date"),
        fields={
            "text": ("review", "content"),
            "title": ("title",),
            "rating": ("rating",),
            "date": ("date", "created"),
            "id": ("reviewid", "id"),
            "author": ("author",),
            "version": ("appversion", "version"),
        },
    ),
    Export(
        name="Zendesk, tickets",
        marks=("requesterid", "subject", "description"),
        fields={
            "text": ("description",),
            "title": ("subject", "rawsubject"),
            "date": ("createdat",),
            "id": ("id", "ticketid"),
            "author": ("requesterid",),
        },
    ),
    Export(
        name="Zendesk, list of tickets",
        marks=("requester", "subject", "assignee", "createdat"),
        fields={
            "text": ("description", "subject"),
            "date": ("createdat",),
            "id": ("id", "ticketid"),
            "author": ("requesterid", "requester"),
        },
    ),
    Export(
        name="Intercom, conversations",
        marks=("sourcebody", "createdat"),
        fields={
            "text": ("sourcebody",),
            "title": ("sourcesubject", "title"),
            "date": ("createdat",),
            "id": ("id",),
        },
    ),
    Export(
        name="Intercom, messages",
        marks=("messagebody", "messagecreatedat", "conversationid"),
        fields={
            "text": ("messagebody",),
            "date": ("messagecreatedat",),
            "id": ("messageid",),
            "author": ("messageauthorid", "messageauthorname"),
        },
    ),
    Export(
        name="SurveyMonkey, answers",
        marks=("respondentid", "collectorid"),
        fields={"date": ("enddate", "startdate", "datemodified", "datecreated"), "id": ("respondentid",)},
        asks=True,
        idle=("ipaddress", "emailaddress", "firstname", "lastname", "customdata1", "customdata"),
    ),
    Export(
        name="Typeform, answers",
        marks=("submitdateutc", "networkid"),
        fields={"date": ("submitdateutc", "startdateutc"), "id": ("",)},
        asks=True,
        idle=("startdateutc", "stagedateutc", "responsetype", "tags", "ending"),
    ),
)
"""Header rows as vendors document them or as programs in public repositories read them; the first that fits counts."""

_SENTENCE = 3
"""Words from which an answer is a sentence."""


def plain(column: str) -> str:
    """Return a column's name in small letters and digits: `Review Created (UTC)` is `reviewcreatedutc`."""
    return re.sub(r"[^a-z0-9]", "", column.casefold())


def recognise(columns: Sequence[str]) -> Export | None:
    """Return the export whose header row this is; None when it is nobody's that we know."""
    names = {plain(column) for column in columns}
    return next((export for export in EXPORTS if names.issuperset(export.marks)), None)


def fields_of(export: Export, columns: Sequence[str]) -> dict[str, str]:
    """Return the column of each field that an export's file has."""
    named = {plain(column): column for column in reversed(columns)}
    return {
        name: named[found[0]]
        for name, wanted in export.fields.items()
        if (found := [one for one in wanted if one in named])
    }


def texts_of(export: Export, columns: Sequence[str], cells: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the columns that are texts, of a form with several; `cells` are those of each column that are not empty."""
    if export.asks:
        taken = {*fields_of(export, columns).values()}
        idle = {*export.idle, *export.marks}
        free = [column for column in columns if column not in taken and plain(column) not in idle]
        return tuple(column for column in free if _is_prose(cells.get(column, ())))
    return tuple(
        column
        for pattern in export.texts
        for column in columns
        if re.fullmatch(pattern, plain(column)) and cells.get(column)
    )


def _is_prose(answers: Sequence[str]) -> bool:
    """Tell whether people write sentences in a column, rather than choose from a list: most differ, and are long."""
    long = sum(len(answer.split()) >= _SENTENCE for answer in answers)
    return bool(answers) and 2 * long >= len(answers) and 2 * len(set(answers)) >= len(answers)
