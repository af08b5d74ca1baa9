"""Made pairs of passages: noise of each kind apart from what a reader is told anew."""

import pytest

from rivalscope.analysis.page_changes import compare
from rivalscope.domain.noise import NoiseKind, alone, signature

TERMS = ["Terms of service", "You may cancel at any time.", "Refunds are paid within 14 days."]


def noise_of(before, after):
    told = compare([*TERMS, *before], [*TERMS, *after])
    assert not told.passages
    return dict(told.noise)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("Last updated: June 9, 2025", "Last updated: 20 November 2025", NoiseKind.DATE),
        ("Updated: 5 days ago", "Updated: 12 days ago", NoiseKind.DATE),
        ("Effective: October 24, 2025", "Effective: 24 October, 2025", NoiseKind.DATE),
        ("Posted on 2026-03-01 at 10:22", "Posted on 2026-03-04 at 09:10", NoiseKind.DATE),
        ("Loved by 12,400 users", "Loved by 12,900 users", NoiseKind.COUNTER),
        ("4,211 stars", "4,305 stars", NoiseKind.COUNTER),
        ("1.2M downloads a month", "1.3M downloads a month", NoiseKind.COUNTER),
        ("3 comments", "7 comments", NoiseKind.COUNTER),
        ("© 2025 Example Ltd", "© 2026 Example Ltd", NoiseKind.COPYRIGHT),
        ("Copyright 2019–2025 Example", "Copyright 2019–2026 Example", NoiseKind.COPYRIGHT),
        ("See https://a.example/x?sid=91f0 for more", "See https://a.example/x?sid=22c7 for more", NoiseKind.TOKEN),
        ("Request 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "Request 9f2504e0-4f89-11d3-9a0c-0305e82c3302", NoiseKind.TOKEN),
        ("We’re  “open”, always", 'We\'re "open" always.', NoiseKind.MARKUP),
        ("Single Sign-On", "Single sign-on", NoiseKind.MARKUP),
        ("3. Liability is limited", "A.4. Liability is limited", NoiseKind.NUMBERING),
        ("1 . Roles of the parties", "2 . Roles of the parties", NoiseKind.NUMBERING),
        ("5 . 1 Right to use services", "6.4.1 Right to use services", NoiseKind.NUMBERING),
        ("Write to mailto:ann@a.example", "Write to ann@a.example", NoiseKind.TOKEN),
        ("We authorise nobody, whatever the colour", "We authorize nobody, whatever the color", NoiseKind.SPELLING),
        ("Acme: our hosts. Opens in new tab", "Acme: our hosts.", NoiseKind.CHROME),
        ("Logo for Acme Acme hosts our data", "Acme hosts our data", NoiseKind.CHROME),
    ],
)  # fmt: skip
def test_a_passage_that_says_the_same_is_noise_of_its_kind(before, after, kind):
    assert noise_of([before], [after]) == {kind: 1}


def test_passages_that_change_places_are_moved_and_not_changed():
    told = compare(["a one", "b two", "c three", "d four"], ["d four", "a one", "b two", "c three"])
    assert not told.material
    assert told.noise == {NoiseKind.ORDER: 1}


def test_passages_that_are_only_split_otherwise_are_markup():
    assert noise_of(["One account. For everyone."], ["One account.", "For everyone."]) == {
        NoiseKind.MARKUP: 2
    }


def test_quotations_and_logos_that_take_turns_are_no_news():
    before = ["“It changed how our whole team works.” – Ann, Acme", "Acme logo"]
    after = ["“We could not do without it any more.” – Bob, Birch", "Birch logo"]
    assert noise_of(before, after) == {NoiseKind.ROTATION: 4}


def test_a_cookie_banner_comes_with_its_heading_and_buttons():
    banner = [
        "Cookie notice",
        "We'd like to use cookies to remember your preferences.",
        "Accept all",
        "Reject",
    ]
    assert noise_of([], banner) == {NoiseKind.COOKIE: 4}
    assert noise_of(banner, []) == {NoiseKind.COOKIE: 4}


def test_a_table_of_contents_that_comes_repeats_what_stands_below():
    heads = ["1. Fees", "2. Ending"]
    assert noise_of(heads, ["Fees", "Ending", *heads]) == {NoiseKind.REPEAT: 2}
    assert noise_of(["Fees", "Ending", *heads], heads) == {NoiseKind.REPEAT: 2}


def test_words_that_stood_nowhere_before_are_no_repetition():
    assert compare([*TERMS, "Fees"], [*TERMS, "Fees", "Ending"]).material


def test_a_menu_comes_and_goes_with_its_logo():
    assert noise_of([], ["Acme logo", "Products", "Talk to us"]) == {
        NoiseKind.ROTATION: 1,
        NoiseKind.CHROME: 2,
    }
    long = "Fees that were paid are never given back, whatever happens."
    assert compare(TERMS, [*TERMS, "Acme logo", "Products", long]).material


def test_a_part_that_did_not_load_is_not_gone():
    assert noise_of(["Clause one binds you."], ["This page isn't available"]) == {NoiseKind.FAILURE: 2}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Refunds are paid within 14 days", "Refunds are paid within 30 days"),
        ("Pro costs $10 per month", "Pro costs $12 per month"),
        ("Up to 1,000 users", "Up to 2,000 users"),
        ("Uploads up to 1.5 GB", "Uploads up to 15 GB"),
        ("1.5 GB of uploads", "2.5 GB of uploads"),
        ("1.5 million rows", "2.5 million rows"),
        ("We answer within four hours", "We answer for hours"),
        ("You may resell the service", "You may not resell the service"),
        ("Includes 5,000 downloads", "Includes 9,000 downloads"),
        ("SLA of 99.9%", "SLA of 99.5%"),
        ("Team plan for 2,000 members", "Team plan for 3,000 members"),
    ],
)
def test_a_number_or_word_that_binds_is_never_noise(before, after):
    told = compare([before], [after])
    assert [(one.before, one.after) for one in told.passages] == [(before, after)]
    assert not told.noise
    assert signature(before) != signature(after)


def test_a_passage_is_paired_with_the_one_that_took_its_place():
    before = ["We keep data for 30 days after you leave.", "We never sell data."]
    after = ["We share data with partners in Europe only.", "We keep data for 90 days after you leave."]
    pairs = {(one.before, one.after) for one in compare(before, after).passages}
    assert (before[0], after[1]) in pairs


def test_equal_versions_have_no_difference_and_one_of_two_equal_passages_is_no_loss():
    assert compare(TERMS, TERMS) == compare([], [])
    told = compare(["same words here", "same words here"], ["same words here"])
    assert not told.material
    assert told.noise == {NoiseKind.REPEAT: 1}


def test_a_policy_about_cookies_is_no_banner():
    policy = "We use cookies. " + "They are kept for a year and name you to partners. " * 10
    assert alone(policy) is None
    assert compare([], [policy]).material
