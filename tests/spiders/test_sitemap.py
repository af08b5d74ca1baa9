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
