"""An edition: the language, the currencies and the address that a page names as its own, and when two differ."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from rivalscope.domain.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a page says of the edition that it is."""

    language: str | None
    """Language tag in lower case, e.g. `en-us`."""
    canonical: str | None
    """Absolute URL."""
    currencies: tuple[str, ...]
    """ISO 4217 codes of its prices, sorted."""

    @classmethod
    def of(cls, page: Page) -> "Edition":
        """Return the edition that a page is."""
        prices = [price.currency for plan in page.plans for price in plan.prices]
        return cls(
            language=page.language,
            canonical=page.canonical,
            currencies=tuple(sorted({currency for currency in prices if currency})),
        )


def difference(known: Edition, page: Page) -> str:
    """Say in words how a page is another edition than the one known; empty when it is the same.

    Another language is one of another primary tag: `en` and `en-us` are the same. Another address counts when the page
    itself lists it as the edition of another language or country. Other currencies count when none is left of those
    known. A page that does not say is taken for the same.
    """
    seen = Edition.of(page)
    if known.language and seen.language and _primary(known.language) != _primary(seen.language):
        return f"its language is {seen.language} and was {known.language}"
    if known.currencies and seen.currencies and not set(known.currencies) & set(seen.currencies):
        return f"its prices are in {', '.join(seen.currencies)} and were in {', '.join(known.currencies)}"
    if known.canonical and seen.canonical and known.canonical != seen.canonical:
        tags = _tags(page, seen.canonical)
        if tags and not tags & _tags(page, known.canonical):
            return f"it calls itself {seen.canonical}, the edition for {min(tags)}, and was {known.canonical}"
    return ""


def _primary(tag: str) -> str:
    return tag.replace("_", "-").split("-")[0].lower()


def _tags(page: Page, url: str) -> set[str]:
    """Return the language tags under which a page lists an address; x-default says nothing."""
    wanted = _bare(url)
    return {tag.lower() for tag, other in page.alternates if _bare(other) == wanted} - {"x-default"}


def _bare(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.lower(), parts.path.rstrip("/")
