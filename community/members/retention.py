"""How long things are kept. `manage.py apply_retention` applies all rules, every day.

An app says in a module `retention.py`, imported when it is ready, what it does not keep for ever:

    @retention_rule("old-invitations", "Addresses of invitations that were used or expired 30 days ago")
    def old_invitations(*, dry_run: bool) -> int:
        return delete(Invitation.objects.filter(...), dry_run=dry_run)

A rule gives the number of things that go, or would go; running it twice is the same as once.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import transaction
from django.db.models import QuerySet

logger = logging.getLogger(__name__)

AT_ONCE = 500  # rows of one transaction: others can write in between


class Applies(Protocol):
    """What a rule does."""

    def __call__(self, *, dry_run: bool) -> int:
        """Do it, or only count; gives the number of things."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its name and what it says, in English, for the command."""

    name: str
    label: str
    apply: Applies


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a rule; count is None where it failed."""

    rule: Rule
    count: int | None


_rules: list[Rule] = []


def retention_rule(name: str, label: str) -> Callable[[Applies], Applies]:
    """Register a rule."""

    def register(function: Applies) -> Applies:
        _rules.append(Rule(name, label, function))
        return function

    return register


def rules() -> tuple[Rule, ...]:
    """All rules, by name."""
    return tuple(sorted(_rules, key=lambda rule: rule.name))


def apply_rules(*, dry_run: bool) -> Iterator[Outcome]:
    """Apply each rule; one that fails is noted in the log and stops no other."""
    for rule in rules():
        try:
            count: int | None = rule.apply(dry_run=dry_run)
        except Exception:
            logger.exception("The retention rule %s failed.", rule.name)
            count = None
        yield Outcome(rule, count)


def in_batches(rows: QuerySet[Any], do: Callable[[QuerySet[Any]], object], *, dry_run: bool) -> int:
    """Do something with these rows, so many a transaction; gives how many there were."""
    if dry_run:
        return rows.count()
    done, last = 0, None
    while True:
        rest = rows if last is None else rows.filter(pk__gt=last)
        keys = list(rest.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return done
        with transaction.atomic():
            do(rows.filter(pk__in=keys))  # those that no longer match by now are left alone
        done, last = done + len(keys), keys[-1]


def delete(rows: QuerySet[Any], *, dry_run: bool) -> int:
    """Delete these rows."""
    return in_batches(rows, lambda part: part.delete(), dry_run=dry_run)


def update(rows: QuerySet[Any], *, dry_run: bool, **values: Any) -> int:
    """Change these rows."""
    return in_batches(rows, lambda part: part.update(**values), dry_run=dry_run)
