"""The catalogue: every service is whole, its options are checked, and its terms decide whether it is asked."""

import json
from datetime import date
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner

from rivalscope.commands import sources
from rivalscope.domain.market import Source, SourceKind
from rivalscope.errors import UsageError
from rivalscope.services import CATALOGUE, guide
from rivalscope.services.gate import objection
from rivalscope.services.service import Basis, filled, first_page, request_of
from spiders.exports import EXPORTS
from spiders.services import reader_of

SERVICES = pytest.mark.parametrize("service", CATALOGUE.values(), ids=list(CATALOGUE))


def examples(service):
    return {option.name: option.example for option in service.options if option.default is None}


@SERVICES
def test_a_service_leads_from_its_options_to_an_address_of_its_own_and_has_a_reader(service):
    options = filled(service, examples(service))
    parts = urlsplit(first_page(service, options))
    assert parts.scheme == "https"
    assert callable(reader_of(service.name))
    assert "#" not in request_of(service, parts.geturl(), options).url


@SERVICES
def test_the_terms_are_decided_with_an_address_and_never_read_in_the_future(service):
    terms = service.terms
    assert terms.url.startswith("https://")
    assert terms.note.endswith(".")
    assert terms.read is None or terms.read <= date(2026, 12, 31)
    assert terms.needs_licence is (terms.basis in (Basis.ASK, Basis.FORBIDDEN))


@pytest.mark.parametrize(
    "name", ["g2", "capterra", "trustradius", "trustpilot", "google-play", "chrome-web-store"]
)
def test_sites_that_are_not_known_to_allow_programs_are_off_until_a_licence_is_stated(name):
    service = CATALOGUE[name]
    options = filled(service, examples(service))
    source = Source(
        key="p/reviews", product="p", kind=service.kind, url=first_page(service, options), service=name
    )
    said = objection(source)
    assert service.terms.url in said
    assert "rivalscope import" in said
    assert not objection(
        Source(**{n: getattr(source, n) for n in source.__slots__} | {"licence": "agreed 2026-10-01"})
    )


def plain(url, **more):
    return Source(key="p/reviews", product="p", kind=SourceKind.REVIEWS, url=url, **more)


def test_the_terms_of_a_host_bind_every_source_on_it_whatever_it_is_called():
    assert objection(plain("https://www.g2.com/products/acme/reviews"))
    assert objection(plain("https://uk.trustpilot.com/review/acme.example"))
    assert not objection(plain("https://www.g2.com.acme.example/reviews"))
    assert not objection(plain("https://acme.example/g2.com"))


def test_a_stand_in_is_bound_by_its_own_address_alone():
    base = {"service": "g2", "options": (("base", "http://127.0.0.1:8000"),)}
    assert not objection(plain("http://127.0.0.1:8000/products/acme/reviews", **base))
    assert objection(plain("https://www.g2.com/products/acme/reviews", **base))


def test_a_service_that_is_gone_from_the_catalogue_is_not_asked():
    assert "no service is called 'gone'" in objection(plain("https://acme.example/", service="gone"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "needs the option 'id'"),
        ({"id": "x"}, "'x' is no number of the app"),
        ({"id": "546505307", "country": "USA"}, "'USA' is no country"),
        ({"id": "546505307/../x"}, "is no number"),
        ({"id": "546505307", "land": "us"}, "no option 'land'; its options are id, country"),
        ({"id": "546505307", "base": "127.0.0.1"}, "no address such as"),
    ],
)
def test_options_that_are_wrong_are_told_with_the_mend(options, said):
    with pytest.raises(ValueError, match=said):
        filled(CATALOGUE["app-store"], options)


def test_a_base_moves_scheme_and_host_and_nothing_else():
    service = CATALOGUE["google-play"]
    options = filled(service, {"id": "com.example.acme", "base": "http://127.0.0.1:9"})
    assert first_page(service, options) == (
        "http://127.0.0.1:9/_/PlayStoreUi/data/batchexecute?rpcids=UsvDTd&hl=en&gl=us#id=com.example.acme"
    )


def test_the_guide_in_the_documentation_is_that_of_the_catalogue():
    assert guide.FILE.read_text(encoding="utf-8") == guide.render(), "run python -m rivalscope.services.guide"


def test_the_guide_names_every_vendor_whose_export_is_recognised():
    assert all(export.name.split(",")[0] in guide.render() for export in EXPORTS)


def test_the_command_lists_all_services_for_people_and_programs():
    listed = CliRunner().invoke(sources.command).output
    assert all(f"{name} (" in listed for name in CATALOGUE)
    data = json.loads(CliRunner().invoke(sources.command, ["--json"]).output)
    assert [one["service"] for one in data] == list(CATALOGUE)
    (one,) = json.loads(CliRunner().invoke(sources.command, ["--json", "product-hunt"]).output)
    assert (one["token"], one["token_required"], one["terms"]["needs_licence"]) == (
        "RIVALSCOPE_TOKEN_PRODUCT_HUNT", True, True,
    )  # fmt: skip


def test_a_name_that_is_no_service_is_a_mistake_of_use():
    result = CliRunner().invoke(sources.command, ["g3"])
    assert isinstance(result.exception, UsageError)
