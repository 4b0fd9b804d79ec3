"""Filling in forms with strings that break programs, and what comes of it."""

import html
import json
import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from unittest import mock
from urllib.parse import quote_plus

from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from community.members.writing import TURNING
from tests.forms.finding import FREE, TYPED, Field, Form, forms_in

BOUNDARY = "een-grens-die-nergens-in-voorkomt"
TOO_LARGE = 413
FINE = (200, 302, 303, 400, 403, 404, 409, TOO_LARGE)
# Which fields are filled in, by turns: what a sentence may be written in, all that is typed, and whatever is sent.
WRITTEN, ALL_TYPED, EVERYTHING = "written", "typed", "everything"
TURNS = (WRITTEN, ALL_TYPED, WRITTEN, EVERYTHING)
START = re.compile(rb"""<([a-zA-Z!?][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
NAME = re.compile(rb"""([^\s"'>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
LEADING = (b"href", b"src", b"action", b"formaction", b"data", b"srcset", b"poster", b"xlink:href")
RUNS = re.compile(r"(?:java|vb)script:|data:text")
UNSEEN = "\ufffd\u115f\u1160\u3164\uffa0\u2800"  # fillers, and what stands for what is none
ELEMENT = re.compile(r"<[a-zA-Z!?/]")
OUR_OWN = re.compile(r"<.{0,4}|</[a-z]+>")  # also stands on pages on which nobody wrote anything
MOST_SENT = 2_000_000  # bytes at once: of more than 2.5 MB nothing is read


@dataclass
class Shape:
    """Names of elements, and of attributes, on pages."""

    elements: set[bytes] = field(default_factory=lambda: {b"br"})  # where a text has lines
    attributes: set[bytes] = field(default_factory=set)

    def learn(self, page: bytes) -> None:
        """Take those of a page on which nothing nasty stands."""
        for name, rest in START.findall(page):
            self.elements.add(name.lower())
            self.attributes |= {one.lower() for one, _value in NAME.findall(rest)}

    def wrong_in(self, page: bytes) -> Iterator[str]:
        """What stands on a page that our templates do not write, and what would run."""
        for name, rest in START.findall(page):
            if name.lower() not in self.elements:
                yield f"element {name!r}"
            pairs = [
                (one.lower(), html.unescape(value.decode(errors="replace")).strip("\"'"))
                for one, value in NAME.findall(rest)
            ]
            strange = [one for one, _value in pairs if one not in self.attributes]
            if strange:
                yield f"attributes {strange} of {name!r}"
            if any(one in LEADING and RUNS.match("".join(value.split()).lower()) for one, value in pairs):
                yield f"an address that runs: {rest!r}"
            if name.lower() == b"script" and not {one for one, _value in pairs} & {b"src", b"type"}:
                yield "a script in the page"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A form as it is sent."""

    form: Form
    turn: str
    values: dict[str, str]  # what was filled in

    def pairs(self) -> Iterator[tuple[str, str]]:
        """All that is sent: what was filled in, and the rest as it was."""
        for one in self.form.fields:
            if one.name in self.values:
                yield one.name, self.values[one.name]
            elif one.value is not None:
                yield one.name, one.value

    def request(self) -> dict[str, Any]:
        """For the client: also what no browser can write goes along as bytes."""
        if self.form.is_multipart:
            parts = (
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
                + encoded(value)
                + b"\r\n"
                for name, value in self.pairs()
            )
            body, kind = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"
        else:
            body = "&".join(f"{quote_plus(name)}={quote_plus(encoded(value))}" for name, value in self.pairs()).encode()
            kind = "application/x-www-form-urlencoded"
        if self.form.method == "get":
            return {"method": "GET", "path": self.form.action.partition("?")[0], "QUERY_STRING": body.decode()}
        return {"method": "POST", "path": self.form.action, "data": body, "content_type": kind}


def encoded(value: str) -> bytes:
    """As a browser sends it: lines end with both characters."""
    return re.sub("\r\n?|\n", "\r\n", value).encode("utf-8", "surrogatepass")


def attempts(form: Form, strings: Sequence[str], *, most: int = 0) -> Iterator[Attempt]:
    """The form with all these strings, each once, in as many fields at once as there are.

    At most so many times, where that is not 0: then several strings stand in one field, with a space between.
    """
    kinds = {
        WRITTEN: form.named(*FREE) or form.named(*TYPED),
        ALL_TYPED: form.named(*FREE, *TYPED),
        EVERYTHING: list(dict.fromkeys(one.name for one in form.fields)),
    }
    number, together = 0, 1
    if most:
        together = ceil(len(strings) / (most * len(kinds[WRITTEN])))
    waiting = deque(" ".join(strings[at : at + together]) for at in range(0, len(strings), together))
    while True:
        turn = TURNS[number % len(TURNS)]
        names = kinds[turn]
        shift = number % len(names)
        dealt = list(next_of(waiting, len(names)))
        if not dealt:
            return
        number += 1
        yield Attempt(form, turn, dict(zip(names[shift:] + names[:shift], dealt, strict=False)))


def next_of(waiting: deque[str], number: int) -> Iterator[str]:
    """Take so many of them, fewer where they are too long to be sent together."""
    size = 0
    for taken in range(min(number, len(waiting))):
        size += len(quote_plus(encoded(waiting[0])))
        if taken and size > MOST_SENT:
            return
        yield waiting.popleft()


def at_once(function: Any, **_options: Any) -> None:
    """Do what waits for the end of the transaction now."""
    function()


CLIENT = Client()


def problems(attempt: Attempt, shape: Shape) -> list[str]:
    """Send it, look at the answer and at where it leads, and take back whatever it changed; what was wrong."""
    written: list[Any] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE")):
            written.append(params)
        return execute(sql, params, many, context)

    CLIENT.cookies.clear()
    if attempt.form.cookie:
        CLIENT.cookies["sessionid"] = attempt.form.cookie
    mail.outbox = []
    try:
        with (
            transaction.atomic(),
            mock.patch("django.db.transaction.on_commit", at_once),
            connection.execute_wrapper(note),
        ):
            found = list(wrong_with(attempt, shape, written))
            transaction.set_rollback(True)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return [f"{type(error).__name__}: {str(error)[:300]}"]
    return found


def wrong_with(attempt: Attempt, shape: Shape, written: list[Any]) -> Iterator[str]:
    """Send it and look at what comes back."""
    response = CLIENT.generic(**attempt.request())
    if response.status_code not in FINE:
        yield f"status {response.status_code}"
    yield from unescaped(response, attempt, shape)
    if response.status_code in (302, 303):
        where = response.headers["Location"]
        if not where.startswith("/") or where.startswith("//"):
            yield f"leads to {where}"
        yield from unescaped(CLIENT.get(where), attempt, shape)
    for letter in mail.outbox:
        letter.message()  # raises where a header has two lines
        for content, _kind in getattr(letter, "alternatives", ()):
            yield from (f"in a mail: {wrong}" for wrong in raw_in(content, attempt))
    if attempt.turn != EVERYTHING:
        yield from lost(response, attempt, written)


def unescaped(response: HttpResponse, attempt: Attempt, shape: Shape) -> Iterator[str]:
    """What of a page is not as our templates write it."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        yield from shape.wrong_in(response.content)
        yield from raw_in(response.content.decode(errors="replace"), attempt)


def raw_in(page: str, attempt: Attempt) -> Iterator[str]:
    """Strings with an element in them that stand on a page as they are."""
    for value in attempt.values.values():
        if ELEMENT.search(value) and not OUR_OWN.fullmatch(value.strip()) and value.strip() in page:
            yield f"not escaped: {value[:80]!r}"


def lost(response: HttpResponse, attempt: Attempt, written: list[Any]) -> Iterator[str]:
    """The fields whose words came neither back nor were kept."""
    if attempt.form.is_kept and response.status_code == TOO_LARGE:
        return  # the page says so, and still has what was typed
    shown = {one.name: one.value or "" for one in shown_fields(response, attempt.form)}
    kept = ""
    for one in attempt.form.fields:
        value = attempt.values.get(one.name)
        if value is None or one.is_secret or one.kind == "hidden" or not core(value):
            continue
        if is_back(value, shown.get(one.name, ""), attempt.form, response):
            continue
        if one.kind == "email" and response.status_code == 302:
            continue  # nobody may see whether there is an account
        kept = kept or core(" ".join(texts_in(written)))
        if any(core(piece) not in kept for piece in re.split(r"[,;\r\n\x0b\x0c\x85\u2028\u2029]", value)):
            back = shown.get(one.name, "")[:60]
            yield f"lost: {one.name} = {value[:60]!r}, status {response.status_code}, shown {back!r}"


def is_back(value: str, shown: str, form: Form, response: HttpResponse) -> bool:
    """Whether the field has what was typed; what is asked in an address stands there, and may be cut off."""
    if form.method != "get":
        return core(shown) == core(value)
    return response.status_code == 400 or (bool(core(shown)) and core(value).startswith(core(shown)))


def shown_fields(response: HttpResponse, form: Form) -> Iterator[Field]:
    """The fields of the same form in the answer."""
    if response.headers.get("Content-Type", "").startswith("text/html"):
        for other in forms_in(response.content, form.page, form.who, ""):
            if other.key[1] == form.method:
                yield from other.fields


def texts_in(value: Any) -> Iterator[str]:
    """All texts in what was written to the database, also those in JSON and without the marks of HTML."""
    if isinstance(value, str):
        if value[:1] in ("{", "[", '"'):
            yield value
            with suppress(ValueError, RecursionError):
                yield from texts_in(json.loads(value))
        else:
            yield value
            if "<" in value:
                yield BeautifulSoup(value, "html.parser").get_text()
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts_in(one)
    elif hasattr(value, "obj"):  # psycopg's JSON
        yield from texts_in(value.obj)


def core(text: str) -> str:
    """What of a text must not get lost: letters, digits and signs; no spaces, marks without width, halves."""
    seen = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").translate(TURNING)
    kept = (one for one in seen if unicodedata.category(one)[0] in "LNS" and one not in UNSEEN)
    return "".join(kept).casefold()
