"""Columns of the views of the market and of what was collected."""

from storage.views.glossary import DATE, INSTANT, ViewColumn, maybe, view

COLUMNS: dict[str, dict[str, ViewColumn]] = {
    "products": view(
        "product name ours site aliases active",
        name=ViewColumn("Name as written in reports.", "Zoom"),
        ours=ViewColumn("1 for our own product.", "0", "1 or 0"),
        site=maybe("Root URL under which pages are discovered.", "https://zoom.us"),
        aliases=ViewColumn("Other names that customers use.", '["zoom.us"]', "JSON array"),
    ),
    "sources": view(
        "source product kind url origin expect most active last_ok service terms licence walked_on",
        kind=ViewColumn(
            "Kind of source: home, pricing, features, changelog, docs, reviews, feed…", "pricing"
        ),
        origin=ViewColumn("How it came to be known: given, discovered or imported.", "given"),
        expect=maybe("Least items of a healthy page; null when not stated.", "4", "items"),
        most=maybe("Most items of a healthy page; null when not stated.", "400", "items"),
        last_ok=maybe("Newest capture that gave facts.", "2026-11-23T02:00:00Z", INSTANT),
        service=maybe("Service of the catalogue that it belongs to (docs/sources.md).", "app-store"),
        terms=maybe("Note on the site's terms by whoever read them.", "allows collection; read 2026-11-02"),
        licence=maybe("Leave under which it is read, where the terms ask for one.", "contract of 2026-09-01"),
        walked_on=maybe("Night on which its list was last followed to its end.", "2026-11-16", DATE),
    ),
    "coverage": view(
        "night product source kind url verdict reason due ok outcome captures items pending last_ok stated held ending noise",
        kind=ViewColumn("Kind of source.", "pricing"),
        verdict=maybe("Worst verdict of the night's captures; null when nothing was fetched.", "login"),
        reason=ViewColumn("Why, in plain words; empty for ok.", "the page asks for a password"),
        due=ViewColumn("0 when no page of it needed a check that night; what stood stands.", "1", "1 or 0"),
        ok=ViewColumn("1 when every capture of the night gave facts.", "0", "1 or 0"),
        outcome=maybe(
            "published: its facts were taken; quarantined: a page waits for a decision; kept: last good facts stand; null "
            "when not due.",
            "published",
        ),
        captures=ViewColumn("URLs fetched for the source that night.", "3", "captures"),
        items=ViewColumn("Plans, features, releases and reviews on those pages.", "57", "items"),
        pending=ViewColumn("URLs planned for the night and not fetched.", "0", "URLs"),
        last_ok=maybe("Newest capture that gave facts, up to that night.", "2026-11-22T02:00:00Z", INSTANT),
        stated=maybe(
            "Items that the source itself says there are; null when it does not say.", "1204", "items"
        ),
        held=maybe(
            "Reviews of the source stored by the end of the night; null when it is no list.", "312", "reviews"
        ),
        ending=maybe(
            "Why its list was not followed further: end, cap, limit, loop, known, elsewhere.", "cap"
        ),
        noise=ViewColumn("Lines that differed and said the same; by kind in `noise_by_kind`.", "14", "lines"),
    ),
    "evidence": view(
        "id product source url snapshot selector start end quote seen_at extractor",
        id=ViewColumn("Number that `evidence_id` of every view leads to.", "4711", "number"),
        snapshot=ViewColumn("SHA-256 of the stored page in the archive.", "9f86d081884c7d65…", "hex"),
        selector=ViewColumn("Path of the element or datum in the page.", "main > p:nth-of-type(2)"),
        start=ViewColumn("Characters of its text before the quote.", "14", "characters"),
        end=ViewColumn('Characters up to the quote\'s end; write "end" in SQL.', "31", "characters"),
        quote=ViewColumn("The words; a character masked for privacy is •.", "$15.99/month/user"),
        seen_at=ViewColumn("Capture that first showed them.", "2026-11-23T02:00:00Z", INSTANT),
        extractor=ViewColumn("What read them.", "pages/1"),
    ),
    "host_ledger": view(
        "night host requests bytes not_modified throttled failures refusals left_out waits_seconds robots",
        host=ViewColumn("Host, with its port where it is not the usual one.", "zoom.us"),
        requests=ViewColumn("Requests sent, robots.txt and sitemaps included.", "23", "requests"),
        bytes=ViewColumn("Size of the bodies received, before they were unpacked.", "412345", "bytes"),
        not_modified=ViewColumn("Answers 304: pages that were not sent again.", "19", "answers"),
        throttled=ViewColumn("Answers 429 and 503.", "0", "answers"),
        failures=ViewColumn("Requests that got no whole answer.", "1", "requests"),
        refusals=ViewColumn(
            "Requests not sent: robots.txt, address, the host's wish, budget.", "2", "requests"
        ),
        left_out=ViewColumn("Pages found that the site's budget left out.", "0", "pages"),
        waits_seconds=ViewColumn("Time waited so as not to press the host.", "24.5", "seconds"),
        robots=ViewColumn("rules, none, last copy, unreachable; empty when not asked for.", "rules"),
    ),
}
