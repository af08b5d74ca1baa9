"""The product: its name, description, category and tagline as a page states them."""

from spiders.pages.document import Document, attribute
from spiders.pages.jsonld import Node
from spiders.pages.text import collapse, plain_text

_KINDS = frozenset(
    {"SoftwareApplication", "WebApplication", "MobileApplication", "Product", "Service", "VideoGame"}
)


def read_title(document: Document) -> str | None:
    """Return the title of a page: its own, else Open Graph's, else the first heading."""
    for element in document.named["title"]:
        if element.parent is not None and element.parent.name != "svg":
            title = collapse(element.get_text())
            if title:
                return title
    shared = _meta(document, "og:title")
    if shared:
        return shared
    return next((text for head in document.named["h1"] if (text := document.text_of(head))), None)


def read_language(document: Document) -> str | None:
    """Return the language tag that a page declares, in lower case, e.g. `en-us`; None when it declares none."""
    for element in (*document.named["html"][:1], *document.named["body"][:1]):
        language = (attribute(element, "lang") or attribute(element, "xml:lang")).strip()
        if language and language[0].isalpha():
            return language.lower().replace("_", "-")[:35]
    declared = _meta(document, "content-language") or _meta(document, "og:locale")
    return declared.lower().replace("_", "-").split(",")[0].strip()[:35] or None if declared else None


def read_product(document: Document, nodes: list[Node]) -> tuple[tuple[str, str], ...]:
    """Return what a page says of its product as pairs: name, description, category, tagline.

    Structured data is preferred to meta elements, and those to headings.
    """
    facts: dict[str, str] = {}
    for node in nodes:
        if node.types & _KINDS and not any(
            up.types & {"Review", "Offer", "ItemList"} for up in _parents(node)
        ):
            for fact, key in (
                ("name", "name"),
                ("description", "description"),
                ("category", "applicationCategory"),
                ("category", "category"),
            ):
                value = node.text(key)
                if value:
                    facts.setdefault(fact, plain_text(value))
            break
    site = _meta(document, "og:site_name") or _meta(document, "application-name")
    if site:
        facts.setdefault("name", site)
    description = _meta(document, "description") or _meta(document, "og:description")
    if description:
        facts.setdefault("description", description)
    head = next((text for head in document.named["h1"] if (text := document.text_of(head))), None)
    if head and len(head) <= 200:
        facts["tagline"] = head
    return tuple(
        (name, facts[name]) for name in ("name", "description", "category", "tagline") if facts.get(name)
    )


def _parents(node: Node) -> list[Node]:
    """Return the objects around a node, nearest first."""
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _meta(document: Document, name: str) -> str | None:
    """Return the content of the first meta element of a name; None when there is none."""
    for element in document.named["meta"]:
        given = (
            attribute(element, "name") or attribute(element, "property") or attribute(element, "http-equiv")
        )
        if given.lower() == name:
            content = collapse(attribute(element, "content"))
            if content:
                return content
    return None
