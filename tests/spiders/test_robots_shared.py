"""robots.txt as others test and write it: a search engine's own assertions, and thousands of real files."""

import ast
import re
import tarfile
import time

import pytest

from spiders.robots import parse_robots, read_robots

_TEXT = r'(?:"(?:[^"\\]|\\.)*"\s*)+'
_TOKEN = re.compile(
    r"TEST\(RobotsUnittest, (?P<test>\w+)\)"
    rf"|(?:absl::string_view|std::string) (?P<name>\w+) =\s*(?P<value>{_TEXT});"
    rf"|EXPECT_(?P<truth>TRUE|FALSE)\(\s*IsUserAgentAllowed\(\s*(?P<rules>{_TEXT}|\w+)\s*,"
    rf"\s*(?P<agent>{_TEXT}|\w+)\s*,\s*(?P<url>{_TEXT}|\w+)\s*\)\s*\);"
)
KNOWN = {
    # A line that is no rule between two user agents: the first would share the second's rules.
    "ID_LineSyntax_Groups_OtherRules": 1,
    # User agents of two words, which no product token is.
    "ID_UserAgentValueCaseInsensitive": 6,
    "GoogleOnly_AcceptUserAgentUpToFirstSpace": 2,
    # Paths are compared after decoding, as RFC 9309 section 2.2.2 says; the reference compares them as written.
    "ID_Encoding": 3,
}
"""How many assertions of which test Protego reads differently, and why that does not matter to one named rivalscope."""


def _assertions(source):
    """Yield test, rules, user agent, URL and what is expected for each assertion."""
    names, test = {}, ""
    for found in _TOKEN.finditer(source):
        if found["test"]:
            test, names = found["test"], {}
        elif found["name"]:
            names[found["name"]] = _text(found["value"], names)
        else:
            values = [_text(found[part], names) for part in ("rules", "agent", "url")]
            yield test, *values, found["truth"] == "TRUE"


def _text(written, names):
    if not written.startswith('"'):
        return names[written]
    return "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', written))


@pytest.mark.shared
def test_the_reference_assertions_hold_but_for_those_we_know(shared):
    source = (shared / "data" / "web" / "robots_google_tests" / "robots_test.cc").read_text()
    count, wrong = 0, {}
    for test, rules, agent, url, expected in _assertions(source):
        count += 1
        if parse_robots(rules).rules.can_fetch(url, agent) is not expected:
            wrong[test] = wrong.get(test, 0) + 1
    assert count == 142  # three more are put together by the program
    assert wrong == KNOWN


@pytest.mark.shared
def test_thousands_of_real_files_are_read_in_seconds(shared):
    began, count, slowest = time.perf_counter(), 0, 0.0
    with tarfile.open(shared / "data" / "web" / "robots_corpus" / "robots_txt.tar.gz") as archive:
        for member in archive:
            if not member.isfile():
                continue
            body = archive.extractfile(member).read()
            start = time.perf_counter()
            robots = read_robots(200, body)
            assert robots.allows("https://example.com/pricing") in (True, False)
            assert robots.delay >= 0
            assert isinstance(robots.sitemaps, list)
            slowest = max(slowest, time.perf_counter() - start)
            count += 1
    assert count > 4200
    assert time.perf_counter() - began < 30
    assert slowest < 2
