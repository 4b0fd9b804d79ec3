"""Addresses of terms, copies of one's data, and leaving."""

from datetime import date

from django.urls import path, register_converter

from community.members.privacy import views
from foundation.addresses import translated


class Day:
    """A day in an address: 2027-01-31."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """The day. Raises ValueError for one that never comes, which is no address then."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As it is written."""
        return value.isoformat()


register_converter(Day, "day")

# Below the prefix of a language.
page_patterns = [
    path(translated(nl="voorwaarden/", en="terms/"), views.terms, name="terms"),
    path(translated(nl="voorwaarden/<day:day>/", en="terms/<day:day>/"), views.terms, name="terms_of_day"),
    path(translated(nl="voorwaarden/akkoord/", en="terms/agree/"), views.agree, name="agree_to_terms"),
    path(translated(nl="mijn/gegevens/", en="my/data/"), views.my_data, name="my_data"),
    path(translated(nl="mijn/gegevens/kopie/", en="my/data/copy/"), views.ask_data_export, name="ask_data_export"),
    path(
        translated(nl="mijn/gegevens/kopie/<uuid:public_id>/", en="my/data/copy/<uuid:public_id>/"),
        views.data_export,
        name="data_export",
    ),
    path(
        translated(nl="mijn/gegevens/verwijderen/", en="my/data/delete/"),
        views.delete_own_account,
        name="delete_account",
    ),
    path(translated(nl="tot-ziens/", en="goodbye/"), views.goodbye, name="goodbye"),
]
