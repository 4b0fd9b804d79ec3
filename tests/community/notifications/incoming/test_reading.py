"""Reading whatever comes in."""

import time

import pytest

from community.notifications.incoming import headers
from community.notifications.incoming.reading import LARGEST, UnreadableError, read
from tests.community.notifications.incoming.letters import mail

HEAD = b"From: Joke <joke@voorbeeld.example>\r\nTo: x@y.example\r\nSubject: Hoi\r\n"


def said(kind: str, content: bytes) -> str:
    """What a mail with one part says."""
    return read(HEAD + f"MIME-Version: 1.0\r\n{kind}\r\n\r\n".encode() + content).plain.strip()


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        ("Content-Type: text/plain; charset=utf-8", "coöperatie".encode(), "coöperatie"),
        ("Content-Type: text/plain; charset=iso-8859-1", b"co\xf6peratie \x80 5", "coöperatie € 5"),
        ("Content-Type: text/plain; charset=us-ascii", "coöperatie".encode(), "coöperatie"),
        ("Content-Type: text/plain; charset=bestaat-niet", "coöperatie".encode(), "coöperatie"),
        ("Content-Type: text/plain; charset=utf-8", b"co\xf6peratie", "coöperatie"),
        ("Content-Type: text/plain", b"co\xf6peratie", "coöperatie"),
        ("Content-Type: ;;;=?", b"hallo", "hallo"),
        ("Content-Type: text/plain; charset=punycode", b"a-" * 100_000, "a-" * 100_000),
        ("Content-Type: text/plain; charset=utf-7", b"hallo +2AA-", "hallo ?"),
        ("Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"aGFsbG8=!!", "hallo"),
        ("Content-Type: text/plain\r\nContent-Transfer-Encoding: raar", b"hallo", "hallo"),
        (
            "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
            b"c=C3=B6=\r\np =3",
            "cöp =3",
        ),
        ("Content-Type: text/plain; format=flowed", b"een lange \r\nregel\r\nnog een", "een lange regel\nnog een"),
        ("Content-Type: text/plain; format=flowed; delsp=yes", b"zorg \r\ncentrum", "zorgcentrum"),
        (
            "Content-Type: text/plain; format=flowed",
            b"> een \r\n> twee\r\nik\r\n-- \r\nJan",
            "> een twee\nik\n-- \nJan",
        ),
        ("Content-Type: multipart/mixed", b"hallo", ""),
        ("Content-Type: multipart/mixed; boundary=x", b"--x\r\n\r\nhallo", "hallo"),
        (
            "Content-Type: multipart/mixed; boundary=a",
            (
                b"--a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nhallo\r\n--b\r\n"
                b"Content-Type: text/html\r\n\r\n<p>hallo\r\n--b--\r\n--a\r\n\r\nen nog\r\n--a--"
            ),
            "hallo\n\nen nog",
        ),
    ],
)
def test_text_is_read_however_it_is_written(kind: str, content: bytes, expected: str) -> None:
    assert said(kind, content) == expected


def test_files_are_read_with_their_names() -> None:
    letter = read(mail(sender="a@b.example", to="c@d.example", files=[("notulen é.pdf", "application/pdf", b"%PDF-1")]))
    assert [(file.name, file.content) for file in letter.files] == [("notulen é.pdf", b"%PDF-1")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"Joke <JOKE@voorbeeld.example>", "joke@voorbeeld.example"),
        (b'"joke@voorbeeld.example" <kwaad@elders.example>', "kwaad@elders.example"),
        (b"joke@voorbeeld.example <kwaad@elders.example>", ""),
        (b"joke@voorbeeld.example]<kwaad@elders.example>", ""),
        (b"joke@voorbeeld.example, kwaad@elders.example", ""),
        (b"=?utf-8?q?J=F6ke?= <joke@voorbeeld.example>", "joke@voorbeeld.example"),
        (b"kwaad@elders.example\r\nFrom: joke@voorbeeld.example", ""),
        (b"\xff\xfe", ""),
        (b"a" * 1976 + b" <joke@voorbeeld.example.elders.example>", ""),
        (b"", ""),
    ],
)
def test_sender_is_one_address_or_none(value: bytes, expected: str) -> None:
    assert headers.sender(read(b"From: " + value + b"\r\nTo: x@y.example\r\n\r\nhallo").message) == expected


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"geen mail", b"\x00\xff" * 100, b"<html>hoi</html>"])
def test_what_is_no_mail_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read(content)


def nested(depth: int) -> bytes:
    """Parts within parts."""
    parts = (f"Content-Type: multipart/mixed; boundary=b{each}\r\n\r\n--b{each}\r\n" for each in range(depth))
    return HEAD + ("".join(parts) + "Content-Type: text/plain\r\n\r\nhallo\r\n").encode()


def test_parts_within_parts_are_read_as_deep_as_anybody_sends_them() -> None:
    assert read(nested(30)).plain.strip() == "hallo"
    with pytest.raises(UnreadableError):
        read(nested(3000))


def test_mail_made_to_last_is_refused_soon() -> None:
    parts = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 300_000
    before = time.process_time()
    with pytest.raises(UnreadableError):
        read(parts)
    assert time.process_time() - before < 5


def test_mail_that_is_too_large_is_known_by_its_headers() -> None:
    letter = read(HEAD + b"\r\n" + b"a" * LARGEST)
    assert (letter.is_too_large, letter.subject, letter.plain) == (True, "Hoi", "")
    assert not read(HEAD + b"\r\n" + b"a" * 1000).is_too_large


def test_digest_is_the_same_on_every_way_a_mail_takes() -> None:
    letter = mail(sender="a@b.example", to="c@d.example")
    other_way = b"Received: from x\r\nDelivered-To: c@d.example\r\n" + letter
    assert read(other_way.replace(b"\r\n", b"\n")).digest == read(letter).digest
    assert read(letter.replace(b"werkte", b"werkt")).digest != read(letter).digest


@pytest.mark.parametrize(
    "subject", ["Re: Hoi", "Antw: RE: Hoi", "Fwd: Hoi", "RE[2]: Hoi", "=?utf-8?q?Re=3A?= Hoi", "Hoi"]
)
def test_subject_is_without_marks_of_answers(subject: str) -> None:
    assert read(f"From: a@b.example\r\nSubject: {subject}\r\n\r\nx".encode()).subject == "Hoi"
