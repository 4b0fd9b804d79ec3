"""Changing many pages at once without indexing each of them several times."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update

_in_bulk: ContextVar[bool] = ContextVar("in bulk", default=False)
_afterwards: list[Callable[[], object]] = []


def is_in_bulk() -> bool:
    """Whether many pages are changing just now, and what follows them should wait."""
    return _in_bulk.get()


def does_afterwards(catch_up: Callable[[], object]) -> None:
    """Call this after many pages changed, in place of following each of them."""
    _afterwards.append(catch_up)


@contextmanager
def indexing_afterwards() -> Iterator[None]:
    """Leave the indexes of Wagtail and of our own search alone meanwhile, and rebuild them when all went well.

    For commands that run alone in their process: the signals of the whole process are silent meanwhile.
    """
    models = [model for model in get_indexed_models() if getattr(model, "search_auto_update", True)]
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    token = _in_bulk.set(True)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        _in_bulk.reset(token)
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    for catch_up in _afterwards:
        catch_up()
