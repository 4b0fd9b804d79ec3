"""Queries that are asked on every page and never change their shape: put together once, then only filled in.

Putting a query of several parts together costs the ORM many times what the database needs to answer it.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any

from django.db import connection
from django.db.models import QuerySet

STAND_IN = 2_147_000_000  # the largest numbers that every integer field takes; no code writes them in a query


class Prepared:
    """A query as a function: `build` takes the values by name, which are int or str, and gives the queryset.

    Values go where the ORM puts parameters, so what decides about the shape of the query is no value.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        """Take how to put it together. Nothing is done yet."""
        self.build = build
        self.__doc__ = build.__doc__
        self.known: dict[str, tuple[str, list[Any], dict[Any, str]]] = {}

    def __call__(self, **values: int | str) -> list[tuple[Any, ...]]:
        """The rows, as the database gives them; one query. Raises TypeError for other values than it takes."""
        if connection.vendor not in self.known:
            self.known[connection.vendor] = self.put_together()
        statement, parameters, names = self.known[connection.vendor]
        if values.keys() != set(names.values()):
            raise TypeError(f"{sorted(names.values())} are asked, {sorted(values)} given")
        filled = [values[names[each]] if each in names else each for each in parameters]
        with connection.cursor() as cursor:
            cursor.execute(statement, filled)
            return cursor.fetchall()

    def put_together(self) -> tuple[str, list[Any], dict[Any, str]]:
        """The statement, its parameters, and which of them stand for which value. Raises ValueError."""
        stand_ins: dict[Any, str] = {}
        for number, (name, parameter) in enumerate(signature(self.build).parameters.items()):
            stand_ins[STAND_IN + number if parameter.annotation is int else f"{STAND_IN + number}"] = name
        queryset = self.build(**{name: value for value, name in stand_ins.items()})
        statement, parameters = queryset.query.sql_with_params()
        unused = stand_ins.keys() - set(parameters)
        if unused:
            raise ValueError(f"not to be found in the query: {sorted(stand_ins[value] for value in unused)}")
        return statement, list(parameters), stand_ins
