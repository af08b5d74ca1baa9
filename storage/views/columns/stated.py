"""Columns of the views of what products' pages state."""

from storage.views.glossary import DATE, SHARE, ViewColumn, maybe, null, view

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
    "first_seen last_seen ended learnt_at end_learnt_at unstable evidence_id"
)
_STATUS = "offered, limited, beta, add-on, planned, withdrawn, unknown or absent; unknown is not absent."


COLUMNS: dict[str, dict[str, ViewColumn]] = {
    "plans": view(
        "id product source url plan place extra first_seen last_seen ended learnt_at end_learnt_at unstable evidence_id",
        place=ViewColumn("Order on the page, from 1; extras have their own.", "2", "number"),
        extra=ViewColumn("1 when it is no plan but an add-on, a service, a fee or a rate.", "0", "1 or 0"),
        evidence_id=null("evidence_id"),
    ),
    "plan_limits": view(
        "id product source url plan name value unit first_seen last_seen ended learnt_at end_learnt_at unstable "
        "evidence_id",
        name=ViewColumn("The limit as the page calls it.", "Meeting duration"),
        value=ViewColumn("As written.", "40"),
        unit=maybe("What is counted; null when not stated.", "minutes"),
    ),
    "price_history": view(_PRICE_NAMES, **_PRICE),
    "current_prices": view(_PRICE_NAMES, **_PRICE),
    "extra_prices": view(
        _PRICE_NAMES,
        plan=ViewColumn("Name of the add-on, service, fee or rate as the page writes it.", "Phone number"),
        **_PRICE,
    ),
    "feature_history": view(
        "id product source url plan feature name status value first_seen last_seen ended learnt_at end_learnt_at unstable evidence_id",
        plan=maybe("Name of the plan; null when the page speaks of the product as a whole.", "Pro"),
        name=ViewColumn("The feature as the page calls it.", "Share your screen"),
        status=ViewColumn(f"What the page says: {_STATUS}", "limited"),
        value=maybe("Quantity or wording; null when there is none.", "10 GB"),
    ),
    "feature_matrix": view(
        "product feature status plans value confidence last_seen evidence_id evidence_against",
        status=ViewColumn(
            f"What the standing statements come to: {_STATUS} Or conflicting: pages say yes and no, and both are sure.",
            "offered",
        ),
        plans=maybe(
            "Plans that include it, in order of the page.", "Pro, Business", "comma and blank between"
        ),
        value=maybe("Quantity or wording of the best statement.", "10 GB"),
        confidence=maybe(
            "How sure the status is, by kind and last look of the pages that say so; null when none does.",
            "0.97",
            SHARE,
        ),
        last_seen=null("last_seen"),
        evidence_id=null("evidence_id"),
        evidence_against=maybe(
            "Number of the words of another page that says the opposite: `evidence.id`; of a conflicting cell the no.",
            "4712",
            "number",
        ),
    ),
    "statements": view(
        "id product source url kind subject value rival_product first_seen last_seen ended learnt_at end_learnt_at "
        "unstable evidence_id",
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
}
