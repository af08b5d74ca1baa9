"""Documents for the tests of the language room: built by hand, or read by the shipped model."""

from collections.abc import Callable

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc

from nlp.build import build
from nlp.findings import register
from rivalscope.config import starter_taxonomy
from rivalscope.domain.market import Product

PRODUCTS = (
    Product(slug="zoom", name="Zoom", ours=True),
    Product(slug="slack", name="Slack"),
    Product(slug="teams", name="Microsoft Teams", aliases=("Teams", "MS Teams")),
    Product(slug="notion", name="Notion"),
    Product(slug="webex", name="Webex", aliases=("Cisco Webex",)),
    Product(slug="pumble", name="Pumble"),
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline with the starter's taxonomy and a market of six products."""
    return build(taxonomy=starter_taxonomy(), products=PRODUCTS)


@pytest.fixture(scope="session")
def blank() -> Language:
    """A tokenizer and nothing else."""
    register()
    return English()


@pytest.fixture
def parsed(blank: Language) -> Callable[[str], Doc]:
    """Builds a document by hand: a line a word, `word UPOS head relation [tag] [lemma]`, heads from 1, 0 for the root.

    An empty line starts a new sentence; heads count from 1 in each.
    """

    def build_doc(table: str) -> Doc:
        columns: dict[str, list] = {
            key: [] for key in ("words", "pos", "heads", "deps", "tags", "lemmas", "sent_starts")
        }
        for block in table.strip().split("\n\n"):
            offset = len(columns["words"])
            for number, line in enumerate(block.strip().splitlines()):
                word, pos, head, dep, *rest = line.split()
                columns["words"].append(word)
                columns["pos"].append(pos)
                columns["heads"].append(offset + (int(head) - 1 if head != "0" else number))
                columns["deps"].append("ROOT" if head == "0" else dep)
                columns["tags"].append(rest[0] if rest else "")
                columns["lemmas"].append(rest[1] if len(rest) > 1 else word.lower())
                columns["sent_starts"].append(number == 0)
        return Doc(blank.vocab, **columns)

    return build_doc
