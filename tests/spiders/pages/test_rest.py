"""reStructuredText files of our own making, as changelogs are written."""

from spiders.pages.passages import Selections
from spiders.pages.reader import read_page
from spiders.pages.rest import plain

NOTES = b"""
.. _news:

=============
Release notes
=============

.. This comment
   says 9.9.9 (2026-01-01)

Acme 2.1.0 (2026-03-14)
-----------------------

New features
~~~~~~~~~~~~

-   :class:`~acme.Board` opens ``twice`` as fast, see `the docs
    <https://made.example>`_.

    (:gh:`12`)

-   Guests can comment. Example::

        acme.comment(1)

Deprecation removals
~~~~~~~~~~~~~~~~~~~~

-   ``acme.old`` is gone

2.0
---
2026-02-01

* Removed deprecations:

  * ``acme.older``

* fix: lost scroll

.. code-block:: python

   1.0
   ---
"""


def read(body, content_type="text/x-rst"):
    page = read_page(body, url="https://made.example/news.rst", content_type=content_type)
    selections = Selections(body, content_type=content_type)
    assert all(selections.confirm(release.passage) for release in page.releases)
    return page


def test_underlined_headings_lists_and_roles_are_read():
    for content_type in ("text/x-rst", "text/plain"):
        page = read(NOTES, content_type)
        assert [
            (one.version, str(one.date), [(entry.type.value, entry.text) for entry in one.entries])
            for one in page.releases
        ] == [
            (
                "2.1.0",
                "2026-03-14",
                [
                    ("added", "Board opens twice as fast, see the docs."),
                    ("added", "Guests can comment. Example:"),
                    ("removed", "acme.old is gone"),
                ],
            ),
            ("2.0", "2026-02-01", [("removed", "acme.older"), ("fixed", "fix: lost scroll")]),
        ]


def test_the_quote_is_the_file_as_written():
    first = read(NOTES).releases[0].passage
    assert first.selector.startswith("lines:")
    assert first.quote.startswith("Acme 2.1.0 (2026-03-14) ----------------------- New features ~~~~")


def test_markup_goes_and_words_stay():
    assert plain("``a_b`` :ref:`Text <target>` `link <u>`__ word_ **b** *i*") == "a_b Text link word b i"
