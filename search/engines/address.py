"""SEARCH_URL: which search server, and how to reach it.

    elasticsearch://user:password@host-a:9200,host-b:9200/prefix?replicas=1&shards=3&tls=yes&ca=/etc/ssl/own.pem
    opensearch://host:9200/prefix

Several addresses are those of one cluster. `prefix` begins the names of our indexes there.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

ADDRESS = re.compile(
    r"(?P<kind>elasticsearch|opensearch)://(?:(?P<user>[^:@/]*):(?P<password>[^@/]*)@)?"
    r"(?P<hosts>[^/?@]+)(?:/(?P<prefix>[a-z0-9][a-z0-9_-]*)?)?(?:\?(?P<options>.*))?$"
)
PREFIX = "kennisnetwerk"
OPTIONS = {"replicas", "shards", "tls", "ca", "api_key"}


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """One cluster. user and api_key are empty where nobody has to say who they are; ca is the file of an own CA."""

    kind: str
    hosts: tuple[str, ...]
    prefix: str = PREFIX
    user: str = ""
    password: str = ""
    api_key: str = ""
    tls: bool = False
    ca: str = ""
    replicas: int = 0
    shards: int = 1

    @property
    def urls(self) -> list[str]:
        """The address of each node."""
        return [f"{'https' if self.tls else 'http'}://{host}" for host in self.hosts]


def read_address(url: str) -> ServerAddress:
    """Read SEARCH_URL. Raises ImproperlyConfigured with a sentence that says what is wrong, without any password."""
    match = ADDRESS.match(url.strip())
    if match is None:
        raise ImproperlyConfigured(
            "SEARCH_URL is not like elasticsearch://user:password@host:9200,other-host:9200/prefix?replicas=1"
        )
    options: dict[str, Any] = dict(parse_qsl(match["options"] or ""))
    unknown = sorted(options.keys() - OPTIONS)
    if unknown:
        raise ImproperlyConfigured(f"SEARCH_URL has options that do not exist: {', '.join(unknown)}")
    try:
        numbers = {name: int(options[name]) for name in ("replicas", "shards") if name in options}
    except ValueError as error:
        raise ImproperlyConfigured("replicas and shards in SEARCH_URL are whole numbers") from error
    return ServerAddress(
        kind=match["kind"],
        hosts=tuple(host.strip() for host in match["hosts"].split(",") if host.strip()),
        prefix=match["prefix"] or PREFIX,
        user=unquote(match["user"] or ""),
        password=unquote(match["password"] or ""),
        api_key=options.get("api_key", ""),
        tls=options.get("tls", "no") in {"yes", "true", "1"},
        ca=options.get("ca", ""),
        **numbers,
    )
