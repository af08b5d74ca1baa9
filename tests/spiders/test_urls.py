"""URLs on which parsers disagree are refused; those on which they agree are not."""

import ipaddress
import json
import tarfile
from urllib.parse import urlsplit

import httpx
import pytest

from spiders.urls import url_objection


@pytest.mark.parametrize(
    "url",
    [
        "https://zoom.us/pricing?plan=pro#faq",
        "https://münchen.de/preise",
        "https://xn--mnchen-3ya.de/",
        "https://例え.jp/",
        "http://a_b.example.com/",
        "http://1.1.1.1:8080/",
        "http://[2606:4700::1111]/",
        "https://example.com./",
        "https://example.com/%E3%83%84/a%20b",
    ],
)
def test_an_ordinary_address_may_be_asked_for(url):
    assert url_objection(url) == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://①②⑦.⓪.⓪.①/",
        "http://127。0。0。1/",
        "http://faß.de/",
        "http://goo\u200bgle.com/",
        "http://%31%32%37.0.0.1/",
        "http://a%00b.com/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://a:99999/",
        "http://a:0/",
        "http://a..b/",
        "http://xn--/",
        "http://ex ample.com/",
        "http://example.com\\@127.0.0.1/",
        "http://example.com\t/",
        "%66ile:///etc/passwd",
        "FILE:/etc/passwd",
        "jar:http://example.com/x!/",
        "gopher://example.com/",
        "//example.com/",
    ],
)
def test_an_address_that_can_be_read_in_two_ways_may_not(url):
    assert url_objection(url)


@pytest.mark.shared
def test_real_tests_of_parsers_leave_no_host_on_which_two_disagree(shared):
    with tarfile.open(shared / "data" / "hostile" / "url.tar.gz") as archive:
        file = archive.extractfile("./url/tests/urltestdata.json")
        cases = [case for case in json.load(file) if isinstance(case, dict)]
    assert len(cases) == 869
    taken = [case for case in cases if not url_objection(case["input"])]
    wrong = [case["input"] for case in taken if case.get("failure")]
    for case in taken:
        parts = urlsplit(case["input"])
        ours = {_host(parts.hostname), _host(httpx.URL(case["input"]).raw_host.decode())}
        if ours != {_host(case["hostname"].strip("[]"))} or f"{parts.scheme}:" != case["protocol"]:
            wrong.append(case["input"])
    assert wrong == []
    assert len(taken) > 60


def _host(name):
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return name.encode("idna").decode() if not name.isascii() else name
