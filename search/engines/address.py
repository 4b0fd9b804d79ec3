"""SEARCH_URL: which search server, and how to reach it.

    elasticsearch://user:password@host-a:9200,host-b:9200/prefix?replicas=1&shards=3&tls=yes&ca=/etc/ssl/own.pem
    opensearch://host:9200/prefix

Several addresses are those of one cluster. `prefix` begins the names of our indexes there.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

from django.core.exceptions import ImproperlyConfigured

ADDRESS = re.compile(
    r"(?P<kind>elasticsearch|opensearch)://(?:(?P<user>[^:@/]*):(?P<password>[^@/]*)@)?"
    r"(?P<hosts>[^/?@]+)(?:/(?P<prefix>[a-z0-9][a-z0-9_-]*)?)?(?:\?(?P<options>.*))?$"
)
HOST = re.compile(r"(?:[\w.-]+|\[[0-9a-fA-F:.]+\])(?::(?P<port>\d{1,5}))?")
LAST_PORT = 65_535
PREFIX = "kennisnetwerk"
OPTIONS = {"replicas", "shards", "tls", "ca", "api_key"}
YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """One cluster. user and api_key are empty where nobody has to say who they are; ca is the file of an own CA."""

    kind: str
    hosts: tuple[str, ...]
    prefix: str = PREFIX
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
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
    numbers = {name: options[name] for name in ("replicas", "shards") if name in options}
    if not all(number.isascii() and number.isdigit() for number in numbers.values()) or numbers.get("shards") == "0":
        raise ImproperlyConfigured(
            "replicas and shards in SEARCH_URL are whole numbers, and there is at least one shard"
        )
    if options.get("tls", "no") not in YES_OR_NO:
        raise ImproperlyConfigured("tls in SEARCH_URL is yes or no")
    hosts = tuple(host.strip() for host in match["hosts"].split(",") if host.strip())
    if not hosts or not all(map(is_host, hosts)):
        raise ImproperlyConfigured("SEARCH_URL has no host, or one that is not like host:9200")
    return ServerAddress(
        kind=match["kind"],
        hosts=hosts,
        prefix=match["prefix"] or PREFIX,
        user=unquote(match["user"] or ""),
        password=unquote(match["password"] or ""),
        api_key=options.get("api_key", ""),
        tls=YES_OR_NO[options.get("tls", "no")],
        ca=options.get("ca", ""),
        **{name: int(number) for name, number in numbers.items()},
    )


def is_host(text: str) -> bool:
    """Whether this is a name or number of a machine, perhaps with a port."""
    match = HOST.fullmatch(text)
    return match is not None and 0 < int(match["port"] or 1) <= LAST_PORT
