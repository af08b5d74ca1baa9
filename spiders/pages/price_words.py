"""Price words: short texts that stand where a price would, and say that there is nothing to pay or whom to ask."""

import re

from rivalscope.domain.page import PriceKind
from spiders.pages.tongues import CONTACT_ABROAD, FREE

_LONGEST = 60
_NAME_AND_WORDS = 2
_FREE = re.compile(FREE, re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:please )?(?:contact(?: our)?(?: us| sales)?(?: team)?|(?:talk|speak|chat) (?:to|with) (?:us|sales|our (?:sales )?team|an expert|an advisor)"
    r"|let['’]s (?:talk|chat)|custom(?:ized|ised)?(?: pricing| price| quote| plan)?|(?:get|request|ask for) (?:a |an |your )?(?:custom )?(?:quote|pricing|price)"
    r"|get in touch|reach out|ask (?:us|sales)|on application|(?:by|request|get) (?:a )?(?:quote|quotation|proposal)|quote|by arrangement|individual(?:ly priced| pricing)|(?:let us|let['’]s) (?:talk|chat|connect)|(?:speak|talk) (?:to|with) (?:an? )?(?:specialist|sales ?(?:rep|person|team)?|someone)|(?:see|get|request) (?:enterprise |custom )?pricing|priced (?:on request|individually)|volume pricing"
    r"|call (?:us|sales|for pricing)|(?:price|pricing|available|quotes?|quotation) (?:on|upon|by) (?:request|application)|(?:on|upon) request|poa|(?:auf )?anfrage|tailored(?: pricing)?|inquire|enquire|bespoke|quote[- ]based"
    rf"|contact (?:us|sales) for (?:pricing|price|details|a quote|a custom quote|custom pricing)|{CONTACT_ABROAD})[!.*]?",
    re.IGNORECASE,
)

_TRIAL = re.compile(
    r"trial|days?|tagen?|jours?|días?|dias|giorni|dagen|dni|test(?:en|ar|e)?\b|try|prob(?:ar|eer|are|ieren)|ess(?:ai|ayer)|prova(?:re)?|wypróbuj|demo|体験|試",
    re.IGNORECASE,
)
_USE_FREE = re.compile(
    r"(?:use|install|download|get|join|start|get started|sign up|register|create (?:an? )?(?:free )?account|begin)(?: it| now)? (?:for )?free(?: forever)?|(?:kostenlos|gratis) (?:nutzen|starten|loslegen|anmelden|registrieren|herunterladen|installieren|beginnen|downloaden|gebruiken|aan de slag)"
    r"|(?:utiliser|commencer|démarrer|s['’]inscrire|télécharger|installer|créer un compte) gratuit(?:ement)?|(?:usar|empezar|comenzar|começar|descargar|baixar|registrarse|usa|empieza|comece|use|inizia|usa|scarica|installa|crear cuenta|criar conta)(?: ahora| agora| ora| subito)? (?:gratis|grátis|de graça|gratuitamente)"
    r"|(?:zacznij|korzystaj|załóż konto|pobierz|używaj) (?:za darmo|bezpłatnie)|無料で(?:始める|使う|はじめる|利用する|登録|ダウンロード)|claim (?:for )?free|free download",
    re.IGNORECASE,
)
_ASK = re.compile(
    r"(?:book|request|schedule|get|arrange) (?:a |your )?(?:demo|call|meeting|consultation)|demo (?:vereinbaren|anfordern|buchen|anfragen|aanvragen|plannen)|(?:demander|réserver|planifier) une démo(?:nstration)?|(?:solicitar?|pedir?|pide|agendar?|reservar?|agende) (?:una |uma )?(?:demo(?:stración|nstração)?)|(?:richiedi|prenota) una demo|plan een demo|umów (?:demo|prezentację|rozmowę)|デモを(?:予約|依頼)(?:する)?",
    re.IGNORECASE,
)


def read_call(text: str) -> PriceKind | None:
    """Return what the button of a card that states no price offers: to use it for nothing, or to ask; None for neither.

    A button that offers to try says nothing: what comes after the trial may cost anything.
    """
    words = text.strip(" \t→›>»!.")
    if len(words) > _LONGEST:
        return None
    if _USE_FREE.fullmatch(words) and not _TRIAL.search(words):
        return PriceKind.FREE
    return PriceKind.CONTACT if _ASK.fullmatch(words) else read_words(words)


def read_words(text: str) -> PriceKind | None:
    """Return what a short text without an amount says of a price: free, contact, or None for neither."""
    words = text.strip()
    if len(words) > _LONGEST:
        return None
    if _FREE.fullmatch(words):
        return PriceKind.FREE
    return PriceKind.CONTACT if _CONTACT.fullmatch(words) else None


def said_after(text: str) -> str:
    """Return what a line says after a name and a colon or dash, e.g. `free` of `Lite: free`; empty where it has neither."""
    parted = re.split(r"\s*:\s+|\s+[–—-]\s+", text)
    return parted[-1] if len(parted) == _NAME_AND_WORDS else ""
