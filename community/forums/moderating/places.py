"""A place in a list that is sorted by a moment and a primary key, as it stands in an address."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

AFTER_PARAMETER = "na"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LARGEST_MOMENT, LARGEST_KEY = 253_402_300_799_999_999, 2**63 - 1  # the last of the year 9999; what databases take


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The place of one row."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        """As it stands in an address."""
        return f"{(self.at - EPOCH) // MICROSECOND}-{self.pk}"

    @classmethod
    def asked(cls, request: HttpRequest) -> Self | None:
        """The place after which the address asks; None for the beginning. Raises BadRequest for a damaged one."""
        text = request.GET.get(AFTER_PARAMETER, "")
        if not text:
            return None
        moment, dash, key = text.partition("-")
        if not dash or not all(part.isascii() and part.isdigit() for part in (moment, key)):
            raise BadRequest(_("This address has a place in the list that is damaged."))
        at, pk = int(moment[:20]), int(key[:20])
        if at > LARGEST_MOMENT or pk > LARGEST_KEY:
            raise BadRequest(_("This address has a place in the list that is damaged."))
        return cls(EPOCH + at * MICROSECOND, pk)


def after(place: Place | None, field: str) -> Q:
    """The rows after this place, oldest first."""
    return Q() if place is None else Q(**{f"{field}__gt": place.at}) | Q(**{field: place.at, "pk__gt": place.pk})


def before(place: Place | None, field: str) -> Q:
    """The rows after this place, newest first."""
    return Q() if place is None else Q(**{f"{field}__lt": place.at}) | Q(**{field: place.at, "pk__lt": place.pk})
