"""SEARCH_URL."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from search.engines.address import ServerAddress, read_address
from search.engines.transport import credentials_of

PASSWORD = "s3cr3t-w0rd"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("elasticsearch://localhost:9200", ServerAddress("elasticsearch", ("localhost:9200",))),
        ("opensearch://localhost:9200/", ServerAddress("opensearch", ("localhost:9200",))),
        (" elasticsearch://search \n", ServerAddress("elasticsearch", ("search",))),
        (
            "elasticsearch://10.0.0.1:9200/dorp-2_x",
            ServerAddress("elasticsearch", ("10.0.0.1:9200",), prefix="dorp-2_x"),
        ),
        (
            "elasticsearch://a:9200,b:9201, c:9202/net?replicas=1&shards=3",
            ServerAddress("elasticsearch", ("a:9200", "b:9201", "c:9202"), prefix="net", replicas=1, shards=3),
        ),
        (
            "opensearch://editor:p%40ss%2Fw%3Ard%25@host:9200/net",
            ServerAddress("opensearch", ("host:9200",), prefix="net", user="editor", password="p@ss/w:rd%"),
        ),
        (
            "elasticsearch://host:9200/net?tls=yes&ca=/etc/ssl/own.pem&api_key=k%2By%3D%3D",
            ServerAddress(
                "elasticsearch", ("host:9200",), prefix="net", tls=True, ca="/etc/ssl/own.pem", api_key="k+y=="
            ),
        ),
        ("elasticsearch://host?tls=no", ServerAddress("elasticsearch", ("host",))),
        ("elasticsearch://[::1]:9200/net", ServerAddress("elasticsearch", ("[::1]:9200",), prefix="net")),
    ],
)
def test_address_is_read(url: str, expected: ServerAddress) -> None:
    assert read_address(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "x",
        f"http://editor:{PASSWORD}@host:9200/net",
        f"solr://editor:{PASSWORD}@host:9200/net",
        f"elasticsearch:editor:{PASSWORD}@host:9200/net",
        f"elasticsearch://editor:{PASSWORD}@/net",
        f"elasticsearch://editor:{PASSWORD}@",
        f"elasticsearch://editor:{PASSWORD}@host:9200/UPPER",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net/work",
        f"elasticsearch://editor:{PASSWORD}@host:9200/*",
        f"elasticsearch://editor:{PASSWORD}@host:9200/-net",
        f"elasticsearch://editor:{PASSWORD}@host:9200/.net",
        f"elasticsearch://editor:a@{PASSWORD}@host:9200/net",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net?password={PASSWORD}",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net?replicas=many",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net?replicas=-1",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net?shards=0",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net?shards=1.5",
        f"elasticsearch://editor:{PASSWORD}@host:9200/net?api_key={PASSWORD}&tls=perhaps",
        f"elasticsearch://editor:{PASSWORD}@host:port/net",
        f"elasticsearch://editor:{PASSWORD}@host:99999/net",
        f"elasticsearch://editor:{PASSWORD}@host:9200,/net?x={PASSWORD}",
        f"elasticsearch://editor:{PASSWORD}@,/net",
    ],
)
def test_bad_address_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        read_address(url)
    assert str(refused.value).startswith(("SEARCH_URL", "replicas and shards in SEARCH_URL", "tls in SEARCH_URL"))
    assert PASSWORD not in str(refused.value)
    assert PASSWORD not in str(refused.value.__cause__)


def test_addresses_of_nodes() -> None:
    assert read_address("elasticsearch://a:9200,b").urls == ["http://a:9200", "http://b"]
    assert read_address("elasticsearch://a:9200,b?tls=1").urls == ["https://a:9200", "https://b"]


def test_password_is_not_shown() -> None:
    assert PASSWORD not in repr(read_address(f"elasticsearch://editor:{PASSWORD}@host:9200/net"))
    assert PASSWORD not in repr(read_address(f"elasticsearch://host:9200/net?api_key={PASSWORD}"))


def test_credentials() -> None:
    assert credentials_of(read_address("elasticsearch://host")) == {}
    assert credentials_of(read_address("elasticsearch://me:caf%C3%A9@host")) == {"authorization": "Basic bWU6Y2Fmw6k="}
    assert credentials_of(read_address("elasticsearch://me:pass@host?api_key=key")) == {"authorization": "ApiKey key"}
