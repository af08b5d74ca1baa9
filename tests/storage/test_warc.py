"""WARC: what is exported is what another program reads back, with digests that hold."""

import hashlib
from datetime import date

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from rivalscope.domain.capture import Verdict
from rivalscope.errors import StoreError
from storage.holdings import pruned
from storage.reads.captured import captured
from storage.warc import export

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


def exported(site, path, *, since=None, until=None, products=()):
    return export(
        path,
        captured(site.engine, since=since, until=until, products=products),
        archive=site.archive,
        let_go=pruned(site.engine),
        info={"software": "rivalscope/test"},
    )


def read(path):
    """Read a file with warcio as anybody would: (type, headers, HTTP headers, payload) each."""
    with path.open("rb") as handle:
        return [
            (
                record.rec_type,
                dict(record.rec_headers.headers),
                record.http_headers,
                record.content_stream().read(),
            )
            for record in ArchiveIterator(handle, check_digests="raise")
        ]


@pytest.fixture
def nights(site):
    """A page, the word that nothing changed, a new version, a wall, a file of reviews, and no answer at all."""
    head = {"status": 200, "content_type": "text/html; charset=utf-8", "etag": '"a\r\n1"', "size": 9}
    first = site.show(0, 0, last_modified="Thu, 01 Jan 2026 00:00:00 GMT", **head)
    site.show(1, verdict=Verdict.NOT_MODIFIED, snapshot=first, status=304)
    site.show(2, 2, **head)
    site.show(3, verdict=Verdict.BLOCKED, body=b"are you human?", status=403)
    site.show(4, verdict=Verdict.ERROR)
    site.show(5, verdict=Verdict.NOT_MODIFIED, snapshot=first, status=200)
    return site


@pytest.mark.parametrize("name", ["market.warc.gz", "market.warc"])
def test_what_is_exported_reads_back_as_it_was(nights, tmp_path, name):
    done = exported(nights, tmp_path / name)
    assert (done.captures, done.responses, done.revisits, done.let_go, done.lost) == (6, 3, 2, 0, [])
    records = read(tmp_path / name)
    kinds = [kind for kind, *_ in records]
    assert kinds[0] == "warcinfo"
    assert kinds.count("metadata") == 6
    responses = [record for record in records if record[0] == "response"]
    assert [body for *_, body in responses] == [nights.body(0), nights.body(2), b"are you human?"]
    for _, headers, _, body in responses:
        assert headers["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
    _, headers, http, _ = responses[0]
    assert headers["WARC-Target-URI"] == nights.made.urls["pricing"]
    assert headers["WARC-Date"] == "2026-01-01T02:00:00Z"
    assert http.statusline == "200 OK"
    assert http.headers == [
        ("Content-Type", "text/html; charset=utf-8"),
        ("ETag", '"a 1"'),
        ("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT"),
    ]


def test_an_unchanged_page_refers_to_the_response_that_it_repeats(nights, tmp_path):
    exported(nights, tmp_path / "m.warc.gz")
    records = read(tmp_path / "m.warc.gz")
    first = next(headers for kind, headers, *_ in records if kind == "response")
    told, same = [headers for kind, headers, *_ in records if kind == "revisit"]
    assert told["WARC-Profile"].endswith("/1.1/revisit/server-not-modified")
    assert same["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    for headers in (told, same):
        assert headers["WARC-Refers-To"] == first["WARC-Record-ID"]
        assert headers["WARC-Refers-To-Date"] == first["WARC-Date"]
        assert headers["WARC-Refers-To-Target-URI"] == first["WARC-Target-URI"]
        assert headers["WARC-Payload-Digest"] == first["WARC-Payload-Digest"]


def test_every_capture_says_what_we_made_of_it(nights, tmp_path):
    exported(nights, tmp_path / "m.warc.gz")
    records = read(tmp_path / "m.warc.gz")
    notes = [(headers, body.decode()) for kind, headers, _, body in records if kind == "metadata"]
    assert [body.splitlines()[0] for _, body in notes] == [
        "verdict: ok",
        "verdict: not-modified",
        "verdict: ok",
        "verdict: blocked",
        "verdict: error",
        "verdict: not-modified",
    ]
    assert "source: rival/pricing\r\nproduct: rival\r\nnight: 2026-01-04\r\n" in notes[3][1]
    assert "reason: it is a wall\r\n" in notes[3][1]
    assert "body: there is none\r\n" in notes[4][1]
    identities = {headers["WARC-Record-ID"] for _, headers, *_ in records}
    assert len(identities) == len(records)
    assert {headers.get("WARC-Concurrent-To") for headers, _ in notes} <= identities | {None}


def test_a_revisit_finds_its_response_even_when_that_is_of_an_earlier_night(nights, tmp_path):
    done = exported(nights, tmp_path / "m.warc.gz", since=date(2026, 1, 2), until=date(2026, 1, 2))
    assert (done.captures, done.responses, done.revisits) == (1, 1, 1)
    kinds = [(kind, headers["WARC-Date"][:10]) for kind, headers, *_ in read(tmp_path / "m.warc.gz")[1:]]
    assert kinds == [("response", "2026-01-01"), ("revisit", "2026-01-02"), ("metadata", "2026-01-02")]


def test_a_file_of_reviews_is_a_resource(nights, tmp_path):
    from storage.reviews import import_reviews

    body = b'{"text": "made"}'
    import_reviews(
        nights.engine,
        product="rival",
        file_name="made reviews.jsonl",
        snapshot=nights.archive.put(body),
        night=nights.made.night_of(6),
        seen_at=nights.made.instant_of(6),
        reviews=[],
    )
    exported(nights, tmp_path / "m.warc.gz", since=nights.made.night_of(6))
    (_, (kind, headers, http, read_body), _) = read(tmp_path / "m.warc.gz")
    assert (kind, headers["WARC-Target-URI"]) == ("resource", "file:made%20reviews.jsonl")
    assert (http, read_body) == (None, body)


def test_what_retention_let_go_is_said_and_what_is_lost_is_told(nights, tmp_path):
    nights.show(6, 6)
    nights.prune(keep_versions=1)
    let_go = exported(nights, tmp_path / "one.warc.gz")
    assert (let_go.let_go, let_go.lost) == (1, [])
    notes = [body.decode() for kind, *_, body in read(tmp_path / "one.warc.gz") if kind == "metadata"]
    assert "body: retention let it go on 2026-03-01\r\n" in notes[2]
    newest = nights.digests[-1]
    (nights.archive.root / newest[:2] / f"{newest[2:]}.zst").unlink()
    lost = exported(nights, tmp_path / "two.warc.gz")
    (line,) = lost.lost
    assert line.startswith("rival/pricing, https://made.example/pricing, night 2026-01-07: the snapshot")


def test_the_checker_of_warcio_finds_nothing_to_say(nights, tmp_path, capsys):
    exported(nights, tmp_path / "m.warc.gz")
    checker = Checker(type("Options", (), {"inputs": [str(tmp_path / "m.warc.gz")], "verbose": False})())
    checker.process_all()
    assert (checker.exit_value, capsys.readouterr().out) == (0, "")


def test_two_exports_differ_in_nothing_but_the_first_record(nights, tmp_path):
    for name in ("one.warc", "two.warc"):
        exported(nights, tmp_path / name)
    assert read(tmp_path / "one.warc")[1:] != []
    one, two = [
        [(kind, headers, body) for kind, headers, _, body in read(tmp_path / name)][1:]
        for name in ("one.warc", "two.warc")
    ]
    assert one == two


def test_a_path_that_is_taken_or_cannot_be_written_is_told_and_leaves_nothing(nights, tmp_path):
    (tmp_path / "taken.warc").write_bytes(b"mine")
    with pytest.raises(StoreError, match="exists already"):
        exported(nights, tmp_path / "taken.warc")
    with pytest.raises(StoreError, match="could not be written"):
        exported(nights, tmp_path / "nowhere" / "m.warc")
    assert (tmp_path / "taken.warc").read_bytes() == b"mine"
    assert list(tmp_path.glob(".*warc*")) == []
