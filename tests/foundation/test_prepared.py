"""Queries that are put together once."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from foundation.prepared import STAND_IN, Prepared

pytestmark = pytest.mark.django_db


def groups(group: int, name: str) -> QuerySet[Any, Any]:
    """Groups with this key or this name, in two parts."""
    first = Group.objects.filter(pk=group).order_by().values_list("pk", "name")
    return first.union(Group.objects.filter(name=name).order_by().values_list("pk", "name"))


def test_gives_what_the_queryset_gives_and_asks_once() -> None:
    one, other = Group.objects.create(name="Een"), Group.objects.create(name="Ander")
    prepared = Prepared(groups)
    for group, name in ((one.pk, "Ander"), (other.pk, "Een"), (0, "Een"), (0, "Niemand")):
        with CaptureQueriesContext(connection) as captured:
            rows = prepared(group=group, name=name)
        assert sorted(rows) == sorted(groups(group, name))
        assert len(captured) == 1


@pytest.mark.parametrize("name", ["'; DROP TABLE auth_group; --", "%s", '"', "\\", str(STAND_IN), "%(name)s"])
def test_values_are_never_part_of_the_statement(name: str) -> None:
    made = Group.objects.create(name=name)
    assert Prepared(groups)(group=STAND_IN, name=name) == [(made.pk, name)]


def test_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def build(group: int) -> QuerySet[Any, Any]:
        built.append(group)
        return Group.objects.filter(pk=group).values_list("pk")

    prepared = Prepared(build)
    assert [prepared(group=number) for number in range(-3, 0)] == [[], [], []]
    assert len(built) == 1


@pytest.mark.parametrize("values", [{"group": 1}, {"group": 1, "name": "x", "more": 2}, {}])
def test_other_values_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="are asked"):
        Prepared(groups)(**values)


def test_value_that_is_no_parameter_is_refused() -> None:
    """What decides about the shape would else be that of the first call for ever."""

    def build(group: int, number: int) -> QuerySet[Any, Any]:
        return Permission.objects.filter(pk=group).values_list("pk")[:number]

    with pytest.raises(ValueError, match="number"):
        Prepared(build)(group=1, number=2)
