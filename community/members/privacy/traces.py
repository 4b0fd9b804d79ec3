"""Where a name or an address may stand besides the tables about people: sessions, logs, queue of tasks, cache."""

import hashlib
import json
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from wagtail.models import ModelLogEntry, PageLogEntry

from community.members.models import User
from foundation.models import SharedCacheEntry

AT_ONCE = 500  # rows


def addresses_of(user: User) -> set[str]:
    """All e-mail addresses of an account, in small letters."""
    known = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.lower() for address in (user.email, *known) if address}


def proven_addresses_of(user: User) -> set[str]:
    """Those that somebody showed to be theirs: anybody can type an address of somebody else."""
    known = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {address.lower() for address in known}


def names_of(user: User) -> set[str]:
    """What a person is called; one word alone is nobody's name in particular."""
    name = user.get_full_name()
    return {name} if " " in name else set()


def end_sessions(user: User) -> None:
    """Sign somebody out everywhere, and end what was half done with their address, like a code that waits."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in UserSession.objects.filter(user=user).values_list("session_key", flat=True):
        store.delete(key)
    UserSession.objects.filter(user=user).delete()
    marks = addresses_of(user)
    for session in Session.objects.iterator(chunk_size=AT_ONCE):
        kept = session.get_decoded()
        written = json.dumps(kept).lower()
        if kept.get(SESSION_KEY) == str(user.pk) or any(mark in written for mark in marks):
            session.delete()


def clear_logs(user: User) -> None:
    """Take the person out of what editors did: entries stay, about and by nobody in particular."""
    with override(settings.LANGUAGE_CODE):
        nobody = _("former member")
    about = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=about, object_id=str(user.pk)).update(label=nobody, data={})
    for model in (ModelLogEntry, PageLogEntry):
        model.objects.filter(user=user).update(user=None)
        for entry in mentioning(model, ("label", "data"), [*addresses_of(user), *names_of(user)]):
            for mark in (*addresses_of(user), *names_of(user)):
                entry.label = replaced(entry.label, mark, nobody)
                entry.data = json.loads(replaced(json.dumps(entry.data), json.dumps(mark)[1:-1], nobody))
            model.objects.filter(pk=entry.pk).update(label=entry.label, data=entry.data)


def mentioning(model: type[Model], fields: Iterable[str], marks: Iterable[str]) -> Any:
    """Rows in which one of these fields, texts or JSON, holds one of these words, whatever its capitals."""
    condition = Q(pk__in=[])
    rows = model._default_manager.all()
    for field in fields:
        rows = rows.alias(**{f"{field}_text": Cast(field, TextField())})
        for mark in marks:
            # JSON may be kept with its letters beyond ASCII written out.
            for written in {mark, json.dumps(mark)[1:-1]}:
                condition |= Q(**{f"{field}_text__icontains": written})
    return rows.filter(condition)


def replaced(text: str, mark: str, by: str) -> str:
    """The text with something else in place of this word, whatever its capitals."""
    found = text.lower().find(mark.lower())
    while found >= 0:
        text = text[:found] + by + text[found + len(mark) :]
        found = text.lower().find(mark.lower(), found + len(by))
    return text


def clear_tasks(user: User) -> None:
    """Forget tasks, done or waiting, that hold the address: mail that was sent, or that nobody will read."""
    mentioning(DBTaskResult, ("args_kwargs", "traceback"), addresses_of(user)).delete()


def clear_cache(user: User) -> None:
    """Forget the counts of attempts with these addresses; allauth names them by a digest."""
    for address in addresses_of(user):
        digest = hashlib.sha256(address.encode()).hexdigest()
        SharedCacheEntry.objects.filter(cache_key__contains=digest).delete()


def clear_traces(user: User) -> None:
    """All of these, in the caller's transaction."""
    end_sessions(user)
    clear_logs(user)
    clear_tasks(user)
    clear_cache(user)
