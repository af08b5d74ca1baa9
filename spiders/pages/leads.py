"""Leads: the words before an amount that belong to its statement: `from`, `was`, `Monthly:`, `per user`."""

import re

from rivalscope.domain.page import Billed, Period, Qualifier
from spiders.pages.terms import Terms, cycle_of
from spiders.pages.tongues import FROM, MONTHLY, YEARLY

FROM_BEFORE = re.compile(rf"\b(?:{FROM})\s*:?\s*(?:just |only )?$", re.IGNORECASE)
"""Words that make the amount after them the least of several."""
_UP_TO = re.compile(
    r"\b(?:up to|at most|max(?:imum)?(?: of)?|bis zu|jusqu['’]à|hasta|fino a|até|upp till|opp til|op til)\s*$",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"\b(?:was|were|originally|regular(?:ly)?|list(?: price)?|rrp|instead of|usually|normally|previously|old price|before|reg\.|statt|bisher|regulär|sonst|au lieu de|anciennement|en lugar de|antes|in plaats van|normaal|invece di|anziché|em vez de|zamiast|istället för|i stedet for|normalpris|ordinarie|místo|původně|通常(?:価格)?|原价)\s*(?:price|pris)?\s*:?\s*$",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(month[- ]to[- ]month|monthly|annual(?:ly)?|yearly)(?:\s+(?:price|billing|plan|billed|subscription|payment))?\s*[:–—-]?\s*$",
    re.IGNORECASE,
)
_BILLED_AT = re.compile(
    r"\b(?:billed|paid|charged|invoiced)(?:\s+(?:monthly|annually|yearly))?\s*(?:at|as|for)?\s*:?\s*$",
    re.IGNORECASE,
)
_ONCE_BEFORE = re.compile(
    r"\b(?:one[- ](?:time|off)(?: set-?up)?(?: payment| fee| cost| charge| purchase)?(?: of)?|lifetime(?: licen[cs]e| access| deal)?|perpetual(?: licen[cs]e)?"
    r"|einmalig(?:e zahlung|e kosten)?|einrichtungsgebühr|eenmalig(?:e kosten)?|pago único|pagamento único|paiement unique|una tantum|jednorazowo|engangsbeløb|engångsavgift|startavgift|jednorázově|買い切り|初期費用|一次性)\s*[:：]?\s*$",
    re.IGNORECASE,
)
_LABEL_JOINED = re.compile(
    r"(?P<span>月額|月费|月费|每月|毎月|(?<!\d)월|年額|年费|每年|毎年|年間|(?<!\d)연)(?:料金)?\s?[:：]?\s*$"
)
"""A word for month or year before an amount, in languages that write without spaces."""
_ABROAD = re.compile(
    rf"(?<![^\W\d_])(?P<word>{'|'.join(sorted({*MONTHLY, *YEARLY} - {'monthly', 'annually', 'yearly', 'annual'}, key=len, reverse=True))})(?:\s*(?P<colon>[:：–—])|\s)\s*$",
    re.IGNORECASE,
)
_EACH_BEFORE = re.compile(
    r"(?:(?:1\s?)?(?:ユーザー|人|名|ID|アカウント|席)(?:あたり|につき|当たり|ごとに)\s?/?|(?:(?:1\s?)?(?:ユーザー|ID|アカウント|席)|(?<!\d)1\s?[人名])\s?/?|每(?:个|位|名)?(?:用户|人)\s?/?|사용자당"
    r"|kullanıcı başına|felhasználónként|\b(?:per|pro|par|por|je)\s+(?:user|seat|member|nutzer|benutzer|utilisateur|usuario|usuário|utente|gebruiker)\s*[:：–—])\s*$",
    re.IGNORECASE,
)
_MOST_LEADS = 3


def read_billed_at(text: str, start: int, before: str, terms: Terms) -> None:
    """Read `billed at` before an amount: what a year comes to is a sum, what is paid each month is a price.

    "$24 a month, billed monthly $20 a month, billed annually": what says how it is charged is a price of its own.
    """
    told = _BILLED_AT.search(text[max(0, start - 40) : start])
    monthly = told is not None and "month" in told.group().lower()
    terms.total = told is not None and not monthly and terms.billed is None
    if monthly and _BILLED_AT.search(before):
        terms.billed = terms.billed or Billed.MONTHLY
        terms.period, terms.unit = terms.period or Period.MONTH, terms.unit or "flat"


def look_back(before: str, start: int, terms: Terms) -> tuple[int, Qualifier | None, Terms]:
    """Read what stands before an amount; return where the statement starts and what it adds."""
    for pattern, qualifier in (
        (FROM_BEFORE, Qualifier.FROM),
        (_UP_TO, Qualifier.UP_TO),
        (_WAS, Qualifier.WAS),
    ):
        match = pattern.search(before)
        if match is not None:
            return start - len(before) + match.start(), qualifier, terms
    end = len(before)
    for _ in range(_MOST_LEADS):
        place = next((place for read in _READERS if (place := read(before[:end], terms)) is not None), None)
        if place is None:
            break
        end = place
    return start - len(before) + end, terms.qualifier, terms


def _read_label(before: str, terms: Terms) -> int | None:
    """Read a word for how one is charged, as the label of an amount: `Monthly $24`."""
    match = LABEL.search(before)
    if match is None:
        return None
    cycle = cycle_of(match.group(1))
    terms.billed = terms.billed or cycle
    _take_span(terms, Period.MONTH if cycle is Billed.MONTHLY else Period.YEAR)
    return match.start()


def _read_abroad(before: str, terms: Terms) -> int | None:
    """Read such a word of another tongue: with a colon it labels, without one it only says what the sum pays for."""
    match = _ABROAD.search(before)
    if match is None:
        return None
    monthly = match["word"].lower() in MONTHLY
    if match["colon"]:
        terms.billed = terms.billed or (Billed.MONTHLY if monthly else Billed.ANNUALLY)
    _take_span(terms, Period.MONTH if monthly else Period.YEAR)
    return match.start()


def _read_once(before: str, terms: Terms) -> int | None:
    match = _ONCE_BEFORE.search(before) if terms.period is None and terms.unit is None else None
    if match is None:
        return None
    _take_span(terms, Period.ONCE)
    return match.start()


def _read_joined(before: str, terms: Terms) -> int | None:
    match = _LABEL_JOINED.search(before)
    if match is None:
        return None
    _take_span(terms, Period.YEAR if set(match["span"]) & {"年", "연"} else Period.MONTH)
    return match.start()


def _read_people(before: str, terms: Terms) -> int | None:
    """Read that the amount is for one who uses: `1名あたり500円`, `kullanıcı başına 299 TL`, `Per user: $9`."""
    match = _EACH_BEFORE.search(before) if terms.unit in (None, "flat") else None
    if match is None:
        return None
    terms.unit = "seat"
    return match.start()


def _take_span(terms: Terms, period: Period) -> None:
    """Note what an amount pays for where the words after it say nothing of that."""
    if terms.period is None:
        terms.period = period
        terms.unit = terms.unit or "flat"


_READERS = (_read_label, _read_abroad, _read_once, _read_joined, _read_people)
