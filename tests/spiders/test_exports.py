"""Exports of vendors: their header rows as vendors document them or programs read them, with rows of our own."""

import datetime as dt
import json
from decimal import Decimal

import pytest

from spiders.exports import EXPORTS, recognise
from spiders.files import read_reviews
from spiders.pages.passages import Selections

PLAY = (
    "Package Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,"
    "Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,"
    "Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,"
    "Review Link\n"
    "com.example.acme,210,2.1,en,pixel,2026-09-10T10:00:00Z,1789120800000,2026-09-10T10:00:00Z,1789120800000,2,,"
    "Sync stops at night,,,,https://play.google.com/console/x?reviewId=gp:1\n"
    "com.example.acme,210,2.1,en,pixel,2026-09-11T10:00:00Z,1789207200000,2026-09-11T10:00:00Z,1789207200000,5,,,,,,\n"
)
TRUSTPILOT = (
    "Domain Url,Webshop Name,Business Unit Id,Review Id,Review Created (UTC),Review Consumer User Id,Review Username,"
    "Review Title,Review Content,Review Stars,Source Of Review\n"
    "example.com,Acme,1,r1,2026-02-02 10:00:00,c1,Ann,Late,Refund came late,2,Organic\n"
)
APPFOLLOW = (
    "Date,App,Store,Country,Author,Rating,Title,Review,Translated Review,App Version,Reply,Link\n"
    "2026-05-01,Acme,App Store,United States,Ann,4,Fine,Works for us,,4.2,,https://x.example\n"
)
ZENDESK = (
    '"Id","Requester","Requester id","Requester email","Submitter","Assignee","Group","Subject","Tags","Status",'
    '"Priority","Via","Created at","Updated at","Organization"\n'
    '"77","Ann","5","ann@example.com","Ann","Bo","Help","Cannot export to CSV","x","open","high","mail","2026-04-01 09:00",'
    '"2026-04-02 09:00","Ours"\n'
)
INTERCOM = (
    "message_id,message_body,message_type,message_created_at,message_author_type,message_author_id,conversation_id,"
    "conversation_created_at\n"
    "m1,Where is the dark mode?,conversation_message,2026-03-14 21:45:08,user,u1,c1,2026-03-14 21:45:08\n"
)
ROWS = {
    "Google Play Console, reviews": (PLAY, "Sync stops at night", Decimal(2), dt.date(2026, 9, 10)),
    "Trustpilot, reviews": (TRUSTPILOT, "Refund came late", Decimal(2), dt.date(2026, 2, 2)),
    "AppFollow, reviews": (APPFOLLOW, "Works for us", Decimal(4), dt.date(2026, 5, 1)),
    "Zendesk, list of tickets": (ZENDESK, "Cannot export to CSV", None, dt.date(2026, 4, 1)),
    "Intercom, messages": (INTERCOM, "Where is the dark mode?", None, dt.date(2026, 3, 14)),
}


@pytest.fixture
def read(tmp_path):
    def read_text(content, name="export.csv", **named):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        file = read_reviews(path, **named)
        selections = Selections(file.body)
        assert all(selections.confirm(review.passage) for review in file.reviews)
        return file

    return read_text


@pytest.mark.parametrize("name", list(ROWS))
def test_an_export_is_recognised_and_needs_no_mapping(read, name):
    content, text, rating, day = ROWS[name]
    file = read(content)
    (review,) = file.reviews
    assert (file.export, review.text, review.rating, review.date) == (name, text, rating, day)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_google_s_file_is_read_in_its_encoding_whoever_saved_it_again(read, encoding, delimiter):
    file = read(PLAY.replace("stops", "stoppt für immer").replace(",", delimiter).encode(encoding))
    (review,) = file.reviews
    assert (review.text, review.version, file.best) == ("Sync stoppt für immer at night", "2.1", Decimal(5))
    assert review.key.endswith("gp:1")
    assert file.skipped == ((3, "no text in column 'Review Text'"),)


def test_what_is_mapped_goes_before_what_an_export_is_known_for(read):
    file = read(TRUSTPILOT, mapping={"text": "Review Title"})
    assert [review.text for review in file.reviews] == ["Late"]


def test_app_store_connect_s_answer_is_a_document_with_a_list(read):
    review = {
        "type": "customerReviews",
        "id": "00000012",
        "attributes": {
            "rating": 3, "title": "Okay", "body": "Fine, but the widget is slow.", "reviewerNickname": "ann",
            "createdDate": "2026-01-29T10:00:00-08:00", "territory": "USA",
        },
    }  # fmt: skip
    file = read(
        json.dumps({"data": [review], "links": {"self": "x"}, "meta": {"paging": {"total": 1}}}), "r.json"
    )
    (found,) = file.reviews
    assert (file.export, found.key, found.rating) == (
        "App Store Connect, customer reviews",
        "00000012",
        Decimal(3),
    )
    assert found.passage.selector == "json:/data/0/attributes/body"


def test_zendesk_and_intercom_answers_are_read_as_json_lines_or_documents(read):
    ticket = {"id": 7, "subject": "Export", "description": "The export is empty.", "requester_id": 5,
              "created_at": "2026-02-01T08:00:00Z"}  # fmt: skip
    talk = {"type": "conversation", "id": "c9", "created_at": 1_789_120_800,
            "source": {"type": "conversation", "subject": "", "body": "<p>It is <b>slow</b> today.</p>"}}  # fmt: skip
    tickets = read(json.dumps(ticket) + "\n" + json.dumps(ticket | {"id": 8}) + "\n", "tickets.jsonl")
    assert (tickets.export, [one.key for one in tickets.reviews]) == ("Zendesk, tickets", ["7", "8"])
    talks = read(json.dumps([talk]), "talks.json")
    assert [(one.text, one.date) for one in talks.reviews] == [("It is slow today.", dt.date(2026, 9, 11))]
    assert talks.export == "Intercom, conversations"


G2 = (
    "Survey Response ID,Submitted At,Star Rating,Title,What do you like best about Acme?,What do you dislike about Acme?,"
    "What problems is Acme solving and how is that benefiting you?,Industry\n"
    "501,2026-06-01,4,Good,Boards are quick to set up,Reports need an export first,We plan releases with it,Software\n"
    "502,2026-06-02,3,So so,Nothing much here,,,Retail\n"
)


def test_each_question_of_a_form_is_a_text_and_all_of_a_row_are_one_person_s(read):
    file = read(G2)
    assert [(one.key, one.title, one.text) for one in file.reviews] == [
        ("501#1", "What do you like best about Acme?", "Boards are quick to set up"),
        ("501#2", "What do you dislike about Acme?", "Reports need an export first"),
        (
            "501#3",
            "What problems is Acme solving and how is that benefiting you?",
            "We plan releases with it",
        ),
        ("502#1", "What do you like best about Acme?", "Nothing much here"),
    ]
    assert [one.author for one in file.reviews] == ["501", "501", "501", "502"]
    assert {one.rating for one in file.reviews[:3]} == {Decimal(4)}


def test_capterra_s_pros_and_cons_are_texts(read):
    file = read(
        "Review Date,Overall Rating,Review Title,Overall Comments,Pros,Cons\n2026-01-02,5,T,Good tool,Fast,Dear\n"
    )
    assert [one.text for one in file.reviews] == ["Good tool", "Fast", "Dear"]


def test_a_survey_s_questions_are_the_columns_in_which_people_write(read):
    file = read(
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,"
        "Which plan do you have?,What should we improve?\n"
        ",,,,,,,,,Response,Open-Ended Response\n"
        "9001,C1,2026-01-01,2026-01-02,1.2.3.4,a@b.example,Ann,Other,,Pro,Please add a calendar view\n"
        "9002,C1,2026-01-01,2026-01-02,1.2.3.4,c@d.example,Bo,Other,,Free,\n"
    )
    assert (file.export, file.texts) == ("SurveyMonkey, answers", ("What should we improve?",))
    assert [(one.text, one.key, one.date) for one in file.reviews] == [
        ("Please add a calendar view", "9001#1", dt.date(2026, 1, 2))
    ]
    assert file.skipped[0] == (2, "no answers, but a second header")


def test_a_form_of_typeform_is_one(read):
    file = read(
        "#,What do you use it for?,How many of you?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),"
        "Network ID,Tags\n"
        "abc,We plan our sprints with it,10,completed,2026-10-05 02:39:31,,2026-10-05 02:41:38,653e97,\n"
    )
    assert [(one.text, one.key, one.date) for one in file.reviews] == [
        ("We plan our sprints with it", "abc#1", dt.date(2026, 10, 5))
    ]


def test_a_header_that_is_nobody_s_is_guessed_as_before(read):
    file = read("content,score\nFine so far,4\n")
    assert (file.export, file.texts) == (None, ("content",))


def test_no_export_is_taken_for_another():
    for export in EXPORTS:
        assert recognise(export.marks) is export
