import gzip

from spiders.sitemap import read_sitemap

SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def _read(body, max_bytes=100_000):
    return read_sitemap(body, url="https://example.com/sitemap.xml", max_bytes=max_bytes)


def test_a_sitemap_names_its_pages_in_order():
    body = f"<urlset {SPACE}><url><loc> https://example.com/b </loc></url><url><loc>/a</loc></url></urlset>"
    assert _read(body.encode()).pages == ("https://example.com/b", "https://example.com/a")


def test_an_index_names_sitemaps_and_no_pages():
    body = f"<sitemapindex {SPACE}><sitemap><loc>https://example.com/s1.xml.gz</loc></sitemap></sitemapindex>"
    found = _read(body.encode())
    assert found.sitemaps == ("https://example.com/s1.xml.gz",)
    assert found.pages == ()


def test_a_gzipped_sitemap_is_unpacked():
    body = f"<urlset {SPACE}><url><loc>https://example.com/a</loc></url></urlset>"
    assert _read(gzip.compress(body.encode())).pages == ("https://example.com/a",)


def test_a_gzip_bomb_names_nothing():
    assert _read(gzip.compress(b"<urlset>" + b" " * 5_000_000)).pages == ()


def test_a_text_file_of_urls_is_a_sitemap():
    assert _read(b"https://example.com/a\nnot a url\nhttps://example.com/b\n").pages == (
        "https://example.com/a",
        "https://example.com/b",
    )


def test_entities_are_never_resolved(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("https://example.com/secret")
    body = (
        f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file://{secret}'><!ENTITY l 'lol'><!ENTITY m '&l;&l;&l;'>]>"
        f"<urlset {SPACE}><url><loc>&e;</loc></url><url><loc>https://example.com/&m;</loc></url></urlset>"
    )
    assert not any("secret" in page or "lol" in page for page in _read(body.encode()).pages)


def test_a_broken_sitemap_gives_what_came_before_the_break():
    body = f"<urlset {SPACE}><url><loc>https://example.com/a</loc></url><url><loc>https://exam"
    assert "https://example.com/a" in _read(body.encode()).pages


def test_rubbish_names_nothing():
    for body in (b"", b"<", b"<html><body>Not found</body></html>", b"\x00\x01", b"\x1f\x8bnonsense"):
        assert _read(body).pages == ()


def test_a_page_in_several_languages_is_named_once():
    def entry(address):
        forms = {"de": "/de/preise", "en": "/pricing", "x-default": "/pricing", "pt-BR": "/pt/precos"}
        links = "".join(
            f"<x:link rel='alternate' hreflang='{lang}' href='{at}'/>" for lang, at in forms.items()
        )
        return f"<url><loc>https://example.com{address}</loc>{links}</url>"

    entries = "".join(map(entry, ("/de/preise", "/pricing", "/pt/precos")))
    body = f"<urlset {SPACE} xmlns:x='http://www.w3.org/1999/xhtml'>{entries}<url><loc>/about</loc></url></urlset>"
    assert _read(body.encode()).pages == ("https://example.com/pricing", "https://example.com/about")


def test_a_form_that_the_sitemap_does_not_name_itself_replaces_nothing():
    link = "<x:link rel='alternate' hreflang='en' href='https://evil.example/pricing'/>"
    url = f"<url><loc>https://example.com/preise</loc>{link}</url>"
    body = f"<urlset {SPACE} xmlns:x='http://www.w3.org/1999/xhtml'>{url}</urlset>"
    assert _read(body.encode()).pages == ("https://example.com/preise",)


def test_the_sitemaps_of_an_index_that_changed_last_come_first():
    def entry(name, changed):
        return f"<sitemap><loc>/{name}.xml</loc>{changed and f'<lastmod>{changed}</lastmod>'}</sitemap>"

    listed = entry("old", "2024-01-01") + entry("undated", "") + entry("new", "2026-10-01T08:00:00+00:00")
    body = f"<sitemapindex {SPACE}>{listed}{entry('odd', 'yesterday')}</sitemapindex>"
    names = [address.rsplit("/", 1)[1] for address in _read(body.encode()).sitemaps]
    assert names == ["new.xml", "old.xml", "undated.xml", "odd.xml"]


def test_a_news_sitemap_names_its_pages():
    news = "<n:news><n:publication_date>2026-10-01</n:publication_date><n:title>Made</n:title></n:news>"
    body = (
        f"<urlset {SPACE} xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
        f"<url><loc>https://example.com/news/1</loc>{news}</url></urlset>"
    )
    assert _read(body.encode()).pages == ("https://example.com/news/1",)


def test_a_sitemap_of_the_largest_size_is_read_in_time():
    entry = "<url><loc>/p{0}</loc><lastmod>2026-10-01</lastmod></url>"
    body = f"<urlset {SPACE}>{''.join(entry.format(n) for n in range(60_000))}</urlset>"
    assert len(_read(body.encode(), max_bytes=10_000_000).pages) == 50_000


def test_hostile_addresses_cost_only_themselves():
    odd = ("https://[broken", "http://[::1", "\u0000", "//", "?", "javascript:alert(1)", "http://a b/")
    body = (
        "".join(f"<url><loc>{one}</loc></url>" for one in odd)
        + "<url><loc>/fine</loc></url><url><loc><b/></loc></url>"
    )
    assert "https://example.com/fine" in _read(f"<urlset {SPACE}>{body}</urlset>".encode()).pages
