"""Days as people write them, in the languages that a reader of the digest may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Writing:
    """How a language writes a day."""

    months: tuple[str, ...]
    """In the form that stands beside a day."""
    form: str = "{day} {month} {year}"


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


LANGUAGES: Mapping[str, Writing] = {
    "en": Writing(
        _months("January February March April May June July August September October November December")
    ),
    "da": Writing(
        _months("januar februar marts april maj juni juli august september oktober november december"),
        "{day}. {month} {year}",
    ),
    "de": Writing(
        _months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        "{day}. {month} {year}",
    ),
    "es": Writing(
        _months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
        "{day} de {month} de {year}",
    ),
    "fi": Writing(
        _months(
            "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
            "marraskuuta joulukuuta"
        ),
        "{day}. {month} {year}",
    ),
    "fr": Writing(
        _months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
    ),
    "it": Writing(
        _months(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        )
    ),
    "nl": Writing(
        _months("januari februari maart april mei juni juli augustus september oktober november december")
    ),
    "pl": Writing(
        _months(
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
        )
    ),
    "pt": Writing(
        _months("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        "{day} de {month} de {year}",
    ),
    "sv": Writing(
        _months("januari februari mars april maj juni juli augusti september oktober november december")
    ),
    "iso": Writing(_months("01 02 03 04 05 06 07 08 09 10 11 12"), "{year}-{month}-{day:02}"),
}
"""By ISO 639-1 code, as the Unicode CLDR writes long dates; `iso` is ISO 8601."""


def written(moment: date, language: str = "en") -> str:
    """Return a day as a language writes it, e.g. `22 November 2026` or `22. November 2026`."""
    form = LANGUAGES[language]
    day: int | str = moment.day
    if language == "fr" and moment.day == 1:
        day = "1er"
    return form.form.format(day=day, month=form.months[moment.month - 1], year=moment.year)
