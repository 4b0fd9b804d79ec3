"""Talking to Elasticsearch or OpenSearch: JSON over HTTP as both understand it.

For both the transport of Elasticsearch's own client is used: several nodes, retries, and nodes that failed left alone
for a while. OpenSearch's client needs a package that calls itself `events`, as one of our own apps does.
"""

import base64
import json
import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from search.engines.address import ServerAddress
from search.engines.wanted import EngineDown

REFUSED, NOT_FOUND = 400, 404
FIRST_ERROR = 400
TOO_MANY = "too_many"
DEEPEST_CAUSE = 5
NDJSON = "application/x-ndjson"
QUICK, PATIENT = 0.5, 60.0  # seconds that one node may take to answer a search, or anything else
TRIES = 2  # nodes that are asked before a search goes elsewhere
PORTS = {"http": 80, "https": 443}


class Connection:
    """One cluster; all threads of a process share it."""

    def __init__(self, address: ServerAddress) -> None:
        """Take the address. Nothing is sent yet."""
        from elastic_transport import NodeConfig, Transport  # noqa: PLC0415 - only installed where it is used

        logging.getLogger("elastic_transport").setLevel(logging.ERROR)
        headers = credentials_of(address)
        nodes = []
        for url in address.urls:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
            nodes.append(
                NodeConfig(parts.scheme, parts.hostname or "", port, headers=headers, ca_certs=address.ca or None)
            )
        self.transport = Transport(nodes, max_retries=TRIES - 1, retry_on_timeout=True, meta_header=False)

    def __call__(
        self, method: str, path: str, body: Any = None, *, seconds: float = PATIENT, tries: int = TRIES
    ) -> dict[str, Any]:
        """Send a request, and another one to the next node where a node does not answer.

        body: an object, or the lines of a bulk request. seconds: for each of the tries. Raises EngineDown when no node
        answers, or with an error.
        """
        from elastic_transport import TransportError  # noqa: PLC0415 - as above

        headers = {"accept": "application/json"}
        content = body
        if body is not None:
            headers["content-type"] = NDJSON if isinstance(body, bytes) else "application/json"
            content = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        try:
            answer = self.transport.perform_request(
                method, path, headers=headers, body=content, request_timeout=seconds, max_retries=tries - 1
            )
        except TransportError as error:
            raise EngineDown(type(error).__name__) from error
        read = answer.body if isinstance(answer.body, dict) else {}
        raise_error_of(read, answer.meta.status)
        return read


def raise_error_of(answer: dict[str, Any], status: int) -> None:
    """Raise EngineDown where this is the answer to a request that failed."""
    if status >= FIRST_ERROR:
        kind = kind_of(answer)
        # OpenSearch calls a question with too many words a failure of its own.
        raise EngineDown(f"{status} {kind}", REFUSED if TOO_MANY in kind else status)


def credentials_of(address: ServerAddress) -> dict[str, str]:
    """The header that says who we are; none where nobody asks."""
    if address.api_key:
        return {"authorization": f"ApiKey {address.api_key}"}
    if address.user:
        secret = base64.b64encode(f"{address.user}:{address.password}".encode()).decode()
        return {"authorization": f"Basic {secret}"}
    return {}


def kind_of(answer: dict[str, Any]) -> str:
    """The kind of error that a server names, and of what caused it."""
    error = answer.get("error")
    kinds: list[str] = []
    while isinstance(error, dict) and len(kinds) < DEEPEST_CAUSE:
        kinds.append(str(error.get("type", "")))
        error = error.get("caused_by")
    return " ".join(dict.fromkeys(filter(None, kinds)))


def lines(entries: Iterable[dict[str, Any]]) -> bytes:
    """The body of a bulk request."""
    return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries).encode()
