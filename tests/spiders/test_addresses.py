import pytest

from spiders.addresses import address_objection
from spiders.urls import url_objection

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a00:1",
    "100::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "100.127.255.255",
    "169.254.170.2",
    "172.20.0.1",
    "192.0.0.8",
    "192.0.0.170",
    "198.19.255.255",
    "224.0.0.251",
    "247.255.255.255",
    "::127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:100.64.0.1",
    "::ffff:0.0.0.0",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2002:a9fe:a9fe::",
    "2002:c0a8:1::",
    "fd00:ec2::254",
    "fec0:ffff::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address):
    assert address_objection(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_a_public_address_may_be_connected_to(address):
    assert address_objection(address) == ""


def test_what_is_no_address_is_refused():
    assert address_objection("localhost")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "ftp://example.com/",
        "data:text/html,x",
        "javascript:alert(1)",
        "/relative",
        "http:///nohost",
        "http://user@example.com/",
        "http://user:word@example.com/",
        "http://inside\\@example.com/",
        "http://example.com/a b",
        "http://example.com/\n",
    ],
)
def test_a_url_that_parsers_could_disagree_on_is_refused(url):
    assert url_objection(url)


def test_a_plain_url_is_not():
    assert url_objection("https://example.com/pricing?page=2") == ""
