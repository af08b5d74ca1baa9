"""What every column of every view means: meaning, unit, whether it may be null, an example."""

from storage.views.glossary import DATE, INSTANT, SHARE, ViewColumn, maybe, null, view

__all__ = ["VIEW_COLUMNS", "ViewColumn"]

_PRICE = {
    "kind": ViewColumn("What the statement is: free, priced, contact or unknown.", "priced"),
    "amount": maybe(
        "Amount; 0 when free. SQLite gives the nearest double.", "15.99", "units of the currency"
    ),
    "amount_text": maybe("The same amount, every digit as given.", "15.99", "decimal text"),
    "currency": maybe("Currency; null when the page leaves it open.", "USD", "ISO 4217"),
    "period": maybe("What the amount pays for: month, year, once or use.", "month"),
    "billed": maybe("How it is charged: monthly or annually.", "annually"),
    "unit": maybe("What is counted: seat, flat, or the thing in the singular.", "seat"),
    "qualifier": maybe("What makes it less than a plain price: from, up to or was.", "from"),
    "raw": ViewColumn("The words of the page.", "$15.99/month/user"),
}
_PRICE_NAMES = (
    "id product source url plan kind amount amount_text currency period billed unit qualifier raw "
    "first_seen last_seen ended learnt_at unstable evidence_id"
)
_OPINION = {
    "positive": ViewColumn("Reviews whose opinion of it is good.", "12", "reviews"),
    "negative": ViewColumn("Reviews whose opinion of it is bad.", "3", "reviews"),
    "neutral": ViewColumn("Reviews that only mention it.", "7", "reviews"),
    "mixed": ViewColumn("Reviews that say both.", "1", "reviews"),
}
_TITLE = maybe("Title; null when there is none.", "Great for teaching")
_STATUS = "offered, limited, beta, add-on, planned, withdrawn, unknown or absent; unknown is not absent."

VIEW_COLUMNS: dict[str, dict[str, ViewColumn]] = {
    "products": view(
        "product name ours site aliases active",
        name=ViewColumn("Name as written in reports.", "Zoom"),
        ours=ViewColumn("1 for our own product.", "0", "1 or 0"),
        site=maybe("Root URL under which pages are discovered.", "https://zoom.us"),
        aliases=ViewColumn("Other names that customers use.", '["zoom.us"]', "JSON array"),
    ),
    "sources": view(
        "source product kind url origin expect active last_ok service terms licence walked_on",
        kind=ViewColumn(
            "Kind of source: home, pricing, features, changelog, docs, reviews, feed…", "pricing"
        ),
        origin=ViewColumn("How it came to be known: given, discovered or imported.", "given"),
        expect=maybe("Least items of a healthy page; null when not stated.", "4", "items"),
        last_ok=maybe("Newest capture that gave facts.", "2026-11-23T02:00:00Z", INSTANT),
        service=maybe("Service of the catalogue that it belongs to (docs/sources.md).", "app-store"),
        terms=maybe("Note on the site's terms by whoever read them.", "allows collection; read 2026-11-02"),
        licence=maybe("Leave under which it is read, where the terms ask for one.", "contract of 2026-09-01"),
        walked_on=maybe("Night on which its list was last followed to its end.", "2026-11-16", DATE),
    ),
    "coverage": view(
        "night product source kind url verdict reason due ok captures items pending last_ok stated held ending noise",
        kind=ViewColumn("Kind of source.", "pricing"),
        verdict=maybe("Worst verdict of the night's captures; null when nothing was fetched.", "login"),
        reason=ViewColumn("Why, in plain words; empty for ok.", "the page asks for a password"),
        due=ViewColumn("0 when no page of it needed a check that night; what stood stands.", "1", "1 or 0"),
        ok=ViewColumn("1 when every capture of the night gave facts.", "0", "1 or 0"),
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
    "price_history": view(_PRICE_NAMES, **_PRICE),
    "current_prices": view(_PRICE_NAMES, **_PRICE),
    "extra_prices": view(
        _PRICE_NAMES,
        plan=ViewColumn("Name of the add-on, service, fee or rate as the page writes it.", "Phone number"),
        **_PRICE,
    ),
    "feature_history": view(
        "id product source url plan feature name status value first_seen last_seen ended learnt_at unstable evidence_id",
        plan=maybe("Name of the plan; null when the page speaks of the product as a whole.", "Pro"),
        name=ViewColumn("The feature as the page calls it.", "Share your screen"),
        status=ViewColumn(f"What the page says: {_STATUS}", "limited"),
        value=maybe("Quantity or wording; null when there is none.", "10 GB"),
    ),
    "feature_matrix": view(
        "product feature status plans value last_seen evidence_id",
        status=ViewColumn(f"Best of the standing statements: {_STATUS}", "offered"),
        plans=maybe(
            "Plans that include it, in order of the page.", "Pro, Business", "comma and blank between"
        ),
        value=maybe("Quantity or wording of the best statement.", "10 GB"),
        last_seen=null("last_seen"),
        evidence_id=null("evidence_id"),
    ),
    "statements": view(
        "id product source url kind subject value rival_product first_seen last_seen ended learnt_at unstable "
        "evidence_id",
        kind=ViewColumn(
            "title, hero, tagline, positioning, integration, customer, certification, status, role, rival, clause, "
            "passage or article.",
            "integration",
        ),
        subject=ViewColumn("Who or what is named; the kind itself for title and the like.", "Google Drive"),
        value=maybe("What is said of it; null where naming it says all.", "engineering"),
        rival_product=maybe(
            "Slug of the product of this market that a rival's name means; null when it is none of them, or unknown.",
            "zoom",
        ),
    ),
    "releases": view(
        "id product source url date version title first_seen last_seen learnt_at evidence_id",
        date=maybe("Day of publication; null when none is stated.", "2026-08-20", DATE),
        version=maybe("Version that it is of; null when none is stated.", "5.8.0"),
        title=ViewColumn("Title as published.", "Scrapy 2.18.0 (2026-08-20)"),
    ),
    "release_items": view(
        "release place product source date version title type text evidence_id",
        release=ViewColumn("Number of the release: `releases.id`.", "17", "number"),
        place=ViewColumn("Order in the release, from 1.", "1", "number"),
        date=maybe("Day of publication; null when none is stated.", "2026-08-20", DATE),
        version=maybe("Version that it is of; null when none is stated.", "5.8.0"),
        title=ViewColumn("Title of the release.", "Scrapy 2.18.0 (2026-08-20)"),
        type=maybe(
            "added, changed, fixed, removed, deprecated, security, price or other; null when read before they were told apart.",
            "fixed",
        ),
        text=ViewColumn("What it says.", "Fixed: lost scroll position"),
    ),
    "changes": view(
        "id night product source kind mode subject before after score reason learnt_at evidence_id evidence_before "
        "evidence_after type_weight size_weight page_weight persistence_weight novelty_weight extra",
        kind=ViewColumn("What it is about: price, packaging, feature, limit, release…", "price"),
        mode=ViewColumn("How it changed: added, changed, removed or unstable.", "changed"),
        subject=ViewColumn(
            "What changed: a plan, an extra, a feature of a plan, a release.", "Pro: Cloud recording"
        ),
        before=maybe("What stood before; null for an addition.", "15.99 USD per seat per month"),
        after=maybe("What stands now; null for a removal.", "13.33 USD per seat per month"),
        score=maybe("Weight of the change; null until scored.", "72", "0 to 100"),
        reason=maybe("Parts of the score in words.", "price fell by 17 %"),
        evidence_id=maybe("The new words; for a removal the former ones: `evidence.id`.", "4711", "number"),
        evidence_before=maybe("The former words: `evidence.id`.", "4310", "number"),
        evidence_after=maybe("The new words: `evidence.id`.", "4711", "number"),
        type_weight=maybe(
            "What it is about; the score is 100 × the product of the five weights; null until scored.",
            "1",
            "0 to 1",
        ),
        size_weight=maybe("How much differs.", "0.9664", "0 to 1"),
        page_weight=maybe("On what kind of page it stands.", "1", "0 to 1"),
        persistence_weight=maybe("For how many nights it has stood.", "0.85", "0 to 1"),
        novelty_weight=maybe("Whether it changed before.", "1", "0 to 1"),
        extra=ViewColumn("1 when it is an extra that came, went or has another price.", "0", "1 or 0"),
    ),
    "noise_by_kind": view(
        "night product source page kind lines",
        page=ViewColumn("Kind of source.", "pricing"),
        kind=ViewColumn(
            "Why they differ: markup, token, date, copyright year, numbering, counter, order, repetition, spelling, "
            "rotation, cookie banner, chrome or failure.",
            "counter",
        ),
        lines=ViewColumn("Lines of the source's pages that night.", "14", "lines"),
    ),
    "reviews": view(
        "id product source url date rating rating_raw best title text words version author_key polarity language "
        "first_seen last_seen learnt_at model taxonomy edition edited_at cluster counted burst evidence_id",
        rating_raw=maybe("Rating on the site's own scale.", "9", "site's scale"),
        best=maybe("Best rating of that scale; null when not stated.", "10", "site's scale"),
        title=_TITLE,
        text=ViewColumn("Text; a character masked for privacy is •.", "Works well on slow lines."),
        words=ViewColumn("Words of the text.", "46", "words"),
        version=maybe("Version of the product that was reviewed, where stated.", "5.8.0"),
        author_key=maybe("Keyed hash of the writer; null when nobody is named.", "b1946ac92492d234", "hex"),
        polarity=maybe(
            "Of the whole text: positive, negative, neutral or mixed; null until read.", "positive"
        ),
        language=maybe("Language; null until read.", "en", "ISO 639-1"),
        model=null("model"),
        taxonomy=null("taxonomy"),
        edited_at=maybe("First capture of a change; null for the first.", "2026-11-30T02:00:00Z", INSTANT),
        cluster=maybe("Shared by reviews that say the same; null when none does.", "512", "number"),
        counted=ViewColumn("0 for a copy of one that is counted already.", "1", "1 or 0"),
        burst=ViewColumn("1 when its date lies in one of `bursts`.", "0", "1 or 0"),
    ),
    "review_editions": view(
        "id review product source url edition date rating title text polarity first_seen last_seen ended evidence_id",
        review=ViewColumn("The edition that stands: `reviews.id`.", "512", "number"),
        title=_TITLE,
        text=ViewColumn("Text of this edition.", "Works well on slow lines."),
        polarity=maybe("Of this edition; null when it was not read.", "positive"),
    ),
    "bursts": view(
        "id product source since until n usual z",
        since=ViewColumn("First day.", "2026-05-03", DATE),
        until=ViewColumn("Last day.", "2026-05-04", DATE),
        n=ViewColumn("Reviews dated on these days, copies among them.", "212", "reviews"),
        usual=ViewColumn("Median over the 30 days before.", "5", "reviews a day"),
        z=ViewColumn("How far the busiest day stands out, robust.", "41.2", "standard deviations"),
    ),
    "mentions": view(
        "id review product source feature phrase polarity confidence date rating model taxonomy evidence_id",
        feature=maybe("Canonical feature; null for a phrase that matched nothing.", "Screen sharing"),
        phrase=ViewColumn("The span as written.", "screen share"),
        polarity=ViewColumn("Opinion of it: positive, negative, neutral or mixed.", "negative"),
        model=null("model"),
        taxonomy=null("taxonomy"),
    ),
    "feature_sentiment_weekly": view(
        "product feature week n positive negative neutral mixed evidence_id",
        week=ViewColumn(
            "Monday of the ISO week in which reviews were published; undated ones are left out.",
            "2026-11-16",
            DATE,
        ),
        n=ViewColumn("Reviews of that week that mention the feature; each counts once.", "23", "reviews"),
        **_OPINION,
    ),
    "requests": view(
        "id review product source feature confidence date rating author_key quote evidence_id",
        feature=maybe("Feature named in the same sentence; null when none is.", "Breakout rooms"),
        author_key=maybe("Keyed hash of the writer; null when nobody is named.", "b1946ac92492d234", "hex"),
    ),
    "comparisons": view(
        "id review product source winner loser aspect relation date quote evidence_id",
        product=ViewColumn("Slug of the product that the review is of.", "zoom"),
        winner=maybe("Slug of a product of the market, or the name as written.", "zoom"),
        loser=maybe("Likewise; for equal and considering the order means nothing.", "Skype"),
        aspect=maybe("What they are compared on.", "audio quality"),
        relation=ViewColumn("better, equal, switch or considering.", "better"),
    ),
    "switches": view(
        "id review product source from_product to_product reason date quote evidence_id",
        product=ViewColumn("Slug of the product that the review is of.", "zoom"),
        from_product=maybe("What the writer left: slug, or the name as written.", "Skype"),
        to_product=maybe("Where the writer went: slug, or the name as written.", "zoom"),
        reason=maybe("Why, where said.", "calls kept dropping"),
    ),
    "feature_scores": view(
        "product feature n neutral positive_share score low high importance requests ranked as_of evidence_id "
        "evidence_ids",
        n=ViewColumn("Reviewers with a good or bad opinion, one voice each.", "41", "reviewers"),
        neutral=ViewColumn("Reviewers who only mention it.", "12", "reviewers"),
        positive_share=maybe("Good opinions of n; null when n is 0.", "0.61", SHARE),
        score=maybe("Positive share, shrunken towards the mean of all; null when n is 0.", "0.64", SHARE),
        low=maybe("Lower end of the 95 % interval of the score.", "0.49", SHARE),
        high=maybe("Upper end of the 95 % interval of the score.", "0.77", SHARE),
        importance=ViewColumn(
            "Reviewers of the product who mention it, of all its reviewers.", "0.18", SHARE
        ),
        requests=ViewColumn("Distinct reviewers who ask for it.", "4", "reviewers"),
        ranked=ViewColumn("1 when n reaches the minimum for ranking.", "1", "1 or 0"),
        evidence_id=null("evidence_id"),
    ),
    "gaps": view(
        "place kind feature ours rivals opportunity low high n importance our_score best_score thin summary as_of "
        "evidence_id evidence_ids",
        place=ViewColumn("Order: ranked ones by opportunity, thin ones after.", "1", "number"),
        kind=ViewColumn("parity, quality, white space or lead.", "parity"),
        importance=ViewColumn(
            "Reviewers who mention the feature, over all products compared.", "0.18", SHARE
        ),
        our_score=maybe("Our shrunken positive share; null without opinions.", "0.41", SHARE),
        best_score=maybe("Best rival's shrunken positive share; null without opinions.", "0.78", SHARE),
        thin=ViewColumn("1 when n is below the minimum: shown, but not ranked.", "0", "1 or 0"),
        evidence_id=null("evidence_id"),
    ),
    "roadmap": view(
        "rank feature kind opportunity low high n ours rivals summary as_of evidence_id evidence_ids",
        rank=ViewColumn("Order by opportunity.", "1", "number"),
        kind=ViewColumn("parity, quality or white space.", "parity"),
        evidence_id=null("evidence_id"),
    ),
}
"""Every column of every view, in the order in which the view gives them."""
