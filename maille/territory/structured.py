"""Where a place is, in schema.org's words."""

from typing import Any

from .models import Place


def where(place: Place) -> dict[str, Any]:
    """Its postal address, and its point when it is known."""
    said: dict[str, Any] = {
        "address": {
            "@type": "PostalAddress",
            "streetAddress": place.address,
            "postalCode": place.postal_code,
            "addressLocality": place.commune.name,
            "addressCountry": "FR",
        }
    }
    if place.has_exact_position:
        said["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return said
