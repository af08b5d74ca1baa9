"""The catalogue of services: where reviews and releases are published, and on what terms they may be read."""

from rivalscope.services import careers, community, developer, review_sites, stores
from rivalscope.services.service import Service

CATALOGUE: dict[str, Service] = {
    service.name: service
    for service in (
        *review_sites.SERVICES,
        *stores.SERVICES,
        *community.SERVICES,
        *developer.SERVICES,
        *careers.SERVICES,
    )
}
"""Every service by its name, in the order of docs/sources.md."""
