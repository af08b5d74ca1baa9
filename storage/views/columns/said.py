"""Columns of the views of what customers say."""

from storage.views.glossary import DATE, INSTANT, ViewColumn, maybe, null, view

_OPINION = {
    "positive": ViewColumn("Reviews whose opinion of it is good.", "12", "reviews"),
    "negative": ViewColumn("Reviews whose opinion of it is bad.", "3", "reviews"),
    "neutral": ViewColumn("Reviews that only mention it.", "7", "reviews"),
    "mixed": ViewColumn("Reviews that say both.", "1", "reviews"),
}
_TITLE = maybe("Title; null when there is none.", "Great for teaching")

COLUMNS: dict[str, dict[str, ViewColumn]] = {
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
        "id review product source url edition date rating title text polarity first_seen last_seen ended learnt_at evidence_id",
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
        loser=maybe(
            "Likewise; for equal the order means nothing, for moves not made yet it is what would be left.",
            "Skype",
        ),
        aspect=maybe("What they are compared on.", "audio quality"),
        relation=ViewColumn("better, equal, switch, considering or threatened.", "better"),
    ),
    "switches": view(
        "id review product source from_product to_product reason date quote evidence_id",
        product=ViewColumn("Slug of the product that the review is of.", "zoom"),
        from_product=maybe("What the writer left: slug, or the name as written.", "Skype"),
        to_product=maybe("Where the writer went: slug, or the name as written.", "zoom"),
        reason=maybe("Why, where said.", "calls kept dropping"),
    ),
}
