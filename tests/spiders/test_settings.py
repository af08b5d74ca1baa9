import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from spiders.process import SPIDERS


@pytest.fixture(scope="module")
def settings():
    settings = Settings()
    settings.setmodule("spiders.settings")
    return settings


def test_every_spider_is_run_by_the_crawl_and_takes_the_kinds_it_declares(settings):
    loader = SpiderLoader.from_settings(settings)
    run = {load_object(name): kinds for name, kinds in SPIDERS}
    assert set(map(loader.load, loader.list())) == set(run)
    assert {spider: spider.kinds for spider in run} == run


def test_every_component_that_is_named_exists(settings):
    names = [
        *settings["ITEM_PIPELINES"],
        *(name for name, place in settings["DOWNLOADER_MIDDLEWARES"].items() if place is not None),
        *(handler for handler in settings["DOWNLOAD_HANDLERS"].values() if handler),
        settings["FRONTIER"],
        settings["ARCHIVE"],
        settings["TWISTED_DNS_RESOLVER"],
        settings["LOG_FORMATTER"],
    ]
    assert all(callable(load_object(name)) for name in names)


def test_pipelines_judge_first_and_store_last(settings):
    order = [
        name.split(".")[1] for name, _ in sorted(settings["ITEM_PIPELINES"].items(), key=lambda pair: pair[1])
    ]
    assert order == ["judge", "validate", "normalise", "deduplicate", "quarantine", "store"]


@pytest.mark.parametrize("scheme", ["file", "data", "ftp", "s3"])
def test_nothing_but_http_is_ever_fetched(settings, scheme):
    assert settings.getwithbase("DOWNLOAD_HANDLERS")[scheme] is None


def test_no_door_is_left_open(settings):
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not settings.getbool("ALLOW_PRIVATE_ADDRESSES")
    assert not settings.getwithbase("EXTENSIONS")  # telnet console and remote control are among Scrapy's own
    assert not settings.getwithbase("SPIDER_MIDDLEWARES")
    passed = " ".join(settings.getwithbase("DOWNLOADER_MIDDLEWARES"))
    assert "AddressMiddleware" in passed
    for name in ("cookies", "httpauth", "httpproxy", "httpcache"):
        assert name not in passed
    assert not {403, 429} & set(settings.getlist("RETRY_HTTP_CODES"))
