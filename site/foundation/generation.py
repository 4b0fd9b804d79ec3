"""Remembering what is costly to make and the same for everybody, until something public changes.

Several processes (and machines) serve the site, so what they remember cannot be emptied by a signal in one of them.
Instead one random stamp in the database changes inside the very transaction that publishes. A request reads it once,
before anything else, and what it makes is kept under that stamp: what was made from older data is never found again.
"""

import secrets
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import partial, wraps
from threading import Lock
from typing import Any, ClassVar, Generic, TypeVar
from weakref import WeakSet

from django.db import connection, models
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from foundation.models import Generation, NetworkIdentity, Photo

Value = TypeVar("Value")

ROW = 1
STAMP_BITS = 62
MOST_REMEMBERED = 2000
UNKNOWN: Any = object()
TABLE = Generation._meta.db_table

_of_this_request: ContextVar[int | None] = ContextVar("generation", default=None)


def read_generation() -> int:
    """The present stamp, from the database: one small query without a model instance."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {TABLE} WHERE id = {ROW}")  # noqa: S608 - both are constants of this module
        row = cursor.fetchone()
    return row[0] if row else 0


def current_generation() -> int:
    """The stamp that the current request works under; outside a request the present one."""
    number = _of_this_request.get()
    return read_generation() if number is None else number


class generation_of_request:  # noqa: N801 - a context manager, named as it reads
    """Hold the present generation for as long as something takes: `with generation_of_request() as number:`.

    Within another one it begins anew with what is public by then.
    """

    def __enter__(self) -> int:
        """Read the stamp and keep it."""
        number = read_generation()
        self._token = _of_this_request.set(number)
        return number

    def __exit__(self, *error: object) -> None:
        """Forget it."""
        _of_this_request.reset(self._token)


def next_generation(**_kwargs: Any) -> None:
    """Make every process forget what it remembers. Runs in the caller's transaction, so readers see both at once."""
    Generation.objects.update_or_create(pk=ROW, defaults={"stamp": secrets.randbits(STAMP_BITS)})


class GenerationMemory(Generic[Value]):
    """What one process remembers of the present generation."""

    all: ClassVar["WeakSet[GenerationMemory[Any]]"] = WeakSet()

    def __init__(self) -> None:
        """Begin with nothing."""
        self._state: tuple[int, dict[Hashable, Value]] = (-1, {})
        GenerationMemory.all.add(self)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value under this key; made, and kept until the next generation, when it is not there."""
        stamp = current_generation()
        state = self._state  # read once: other threads may work under another stamp at the same time
        if state[0] != stamp:
            state = self._state = (stamp, {})
        kept = state[1]
        known = kept.get(key, UNKNOWN)  # one look: another thread may clear it between two
        if known is not UNKNOWN:
            return known
        if len(kept) >= MOST_REMEMBERED:  # addresses come from visitors: nobody may fill the memory with them
            kept.clear()
        value = kept[key] = make()
        return value

    def forget(self) -> None:
        """Begin anew."""
        self._state = (-1, {})


def per_generation(function: Callable[..., Value]) -> Callable[..., Value]:
    """Remember the function's answers (by their hashable arguments) until the next generation, in this process."""
    memory: GenerationMemory[Value] = GenerationMemory()

    @wraps(function)
    def remembering(*args: Hashable) -> Value:
        return memory.get(args, partial(function, *args))

    remembering.memory = memory  # type: ignore[attr-defined]
    return remembering


def per_generation_in_turn(function: Callable[..., Value]) -> Callable[..., Value]:
    """As `per_generation`, for what takes long to make: where several threads want it, one makes it for all."""
    remembering = per_generation(function)
    turn = Lock()

    @wraps(function)
    def in_turn(*args: Hashable) -> Value:
        with turn:
            return remembering(*args)

    return in_turn


def forget_everything() -> None:
    """Empty every memory of this process; for tests, whose database goes back in time."""
    for memory in GenerationMemory.all:
        memory.forget()


def _public_page_deleted(instance: Page, **_kwargs: Any) -> None:
    if instance.live:
        next_generation()


def publishes_when_changed(*models_: type[models.Model]) -> None:
    """Say that rows of these models stand on public pages: saving or deleting one starts a new generation."""
    for model in models_:
        models.signals.post_save.connect(next_generation, sender=model, dispatch_uid=f"generation-{model._meta.label}")
        models.signals.post_delete.connect(
            next_generation, sender=model, dispatch_uid=f"generation-delete-{model._meta.label}"
        )


def connect() -> None:
    """Listen to everything that changes public pages. Saving a draft is not among it."""
    for signal in (page_published, page_unpublished, post_page_move, page_slug_changed):
        signal.connect(next_generation, dispatch_uid="generation")
    models.signals.post_delete.connect(_public_page_deleted, sender=Page, dispatch_uid="generation-page")
    publishes_when_changed(NetworkIdentity, Photo, Site, Locale, PageViewRestriction)
