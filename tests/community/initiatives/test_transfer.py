"""Initiatives out to files and in again."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Revision

from community.initiatives.models import Initiative
from community.initiatives.transfer import InitiativeTransfer
from community.themes.models import Tag
from foundation.transfer.importing import Outcome, import_table
from foundation.transfer.problems import FileError
from foundation.transfer.reading import read_table
from foundation.transfer.writing import exported_lines
from tests.conftest import Network
from tests.factories import InitiativeFactory, ThemeFactory

pytestmark = pytest.mark.django_db

HEADER = "slug;titel;intro;gemeente"
Import = Callable[..., Outcome]


@pytest.fixture
def bring_in(django_capture_on_commit_callbacks: Any) -> Import:
    """Import text, with what happens after the transaction."""

    def run(content: str | bytes, **options: Any) -> Outcome:
        transfer = InitiativeTransfer()
        table = read_table(content.encode() if isinstance(content, str) else content, transfer.headers)
        with django_capture_on_commit_callbacks(execute=True):
            return import_table(transfer, table, **options)

    return run


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.new, outcome.changed, outcome.unchanged, outcome.bad


def own(slug: str, language: str = "nl") -> Initiative:
    return Initiative.objects.get(slug=slug, locale__language_code=language, alias_of=None)


def slugs() -> list[str]:
    """The slugs of the initiatives in the source language."""
    return list(Initiative.objects.filter(locale__language_code="nl").order_by("slug").values_list("slug", flat=True))


def export(form: str) -> str:
    return "".join(exported_lines(InitiativeTransfer(), form))


def test_spreadsheet_of_windows_becomes_published_pages(bring_in: Import, network: Network) -> None:
    theme = ThemeFactory(title="Zon & wind", slug="zon")
    text = (
        "Titel;In één zin;Gemeente;Hoe het begon;Thema;Trefwoorden;Zoekt;Biedt;Fase;Rechtsvorm;Begonnen in;"
        "Vrijwilligers;Breedtegraad;Lengtegraad;E-mail;Zichtbaarheid\r\n"
        'Zorgcoöperatie Ons Huis;Samen zorgen;gm0344;"Eén\r\n\r\nTwee";Zon & wind;zorg, buren;'
        "Penningmeester: vier uur | Bus;Zaal;opstart;coöperatie;2014;60;52,09;5.1;a@b.example;public\r\n"
    )
    assert counts(bring_in(text.encode("cp1252"))) == (1, 0, 0, 0)
    page = own("zorgcooperatie-ons-huis")
    assert page.live
    assert page.get_parent().pk == network.directory.pk
    assert page.municipality.name == "Utrecht"
    assert page.began == "<p>Eén</p><p>Twee</p>"
    assert [link.theme_id for link in page.theme_links.all()] == [theme.pk]
    assert sorted(tag.name for tag in page.tags.all()) == ["buren", "zorg"]
    assert [(entry.direction, entry.title, entry.note) for entry in page.needs_and_offers.all()] == [
        ("zoekt", "Penningmeester", "vier uur"),
        ("zoekt", "Bus", ""),
        ("biedt", "Zaal", ""),
    ]
    assert (page.phase, page.legal_form, page.founded, page.people) == ("opstart", "cooperatie", 2014, 60)
    assert (page.latitude, page.longitude) == (52.09, 5.1)
    assert (page.contact_email, page.contact_visibility) == ("a@b.example", "public")
    assert page.get_translations().get(locale=network.english).alias_of_id == page.pk


def test_json_lines_with_the_plain_keys_are_read(bring_in: Import) -> None:
    row = {
        "slug": "tuin",
        "title": "Tuin",
        "intro": "Groen",
        "body": "Een\n\nTwee",
        "municipality": "soest",
        "tags": ["a"],
    }
    assert counts(bring_in(json.dumps(row))) == (1, 0, 0, 0)
    assert (own("tuin").tagline, own("tuin").activities) == ("Groen", "<p>Een</p><p>Twee</p>")


def test_second_run_doubles_nothing_and_makes_no_revision(bring_in: Import) -> None:
    text = f"{HEADER};zoekt;trefwoorden\na;A;Intro;Soest;Bus;x\nb;B;Intro;Zeist;;y\n"
    assert counts(bring_in(text)) == (2, 0, 0, 0)
    revisions, pages, tags = Revision.objects.count(), Initiative.objects.count(), Tag.objects.count()
    assert counts(bring_in(text)) == (0, 0, 2, 0)
    assert (Revision.objects.count(), Initiative.objects.count(), Tag.objects.count()) == (revisions, pages, tags)


def test_only_the_changed_page_gets_a_revision(bring_in: Import) -> None:
    bring_in(f"{HEADER}\na;A;Intro;Soest\nb;B;Intro;Zeist\n")
    before = Revision.objects.count()
    assert counts(bring_in(f"{HEADER}\na;A;Anders;Soest\nb;B;Intro;Zeist\n")) == (0, 1, 1, 0)
    assert own("a").tagline == "Anders"
    assert Revision.objects.count() == before + 1


def test_columns_that_are_not_there_are_left_as_they_are(bring_in: Import) -> None:
    bring_in(f"{HEADER};fase;zoekt\na;A;Intro;Soest;idee;Bus\n")
    bring_in(f"{HEADER};biedt\na;A;Anders;Soest;Zaal\n")
    assert own("a").phase == "idee"
    assert [entry.title for entry in own("a").needs_and_offers.all()] == ["Bus", "Zaal"]


def test_themes_can_be_reordered(bring_in: Import) -> None:
    first, second = ThemeFactory(slug="een"), ThemeFactory(slug="twee")
    bring_in(f"{HEADER};thema\na;A;Intro;Soest;een|twee\n")
    assert counts(bring_in(f"{HEADER};thema\na;A;Intro;Soest;twee|een\n")) == (0, 1, 0, 0)
    assert [link.theme_id for link in own("a").theme_links.all()] == [second.pk, first.pk]


BAD_LAST = f"{HEADER}\na;A;Intro;Soest\nb;B;Intro;Soesd\n"


def test_bad_last_row_leaves_nothing_written(bring_in: Import) -> None:
    outcome = bring_in(BAD_LAST)
    assert not outcome.written
    assert (outcome.problems[0].line, outcome.problems[0].column) == (3, "municipality")
    assert outcome.problems[0].reason.endswith("Bedoel je Soest?")
    assert slugs() == []


def test_skip_bad_writes_the_good_rows(bring_in: Import) -> None:
    assert bring_in(BAD_LAST, skip_bad=True).written
    assert slugs() == ["a"]


def test_row_that_fails_while_writing_takes_all_back(bring_in: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Initiative.save_revision

    def failing(page: Initiative, **options: Any) -> Any:
        if page.slug == "b":
            raise ValueError("kapot")
        return whole(page, **options)

    monkeypatch.setattr(Initiative, "save_revision", failing)
    text = f"{HEADER}\na;A;Intro;Soest\nb;B;Intro;Soest\nc;C;Intro;Soest\n"
    outcome = bring_in(text)
    assert (outcome.written, [problem.line for problem in outcome.problems], slugs()) == (False, [3], [])
    outcome = bring_in(text, skip_bad=True)
    assert (outcome.written, [problem.line for problem in outcome.problems], slugs()) == (True, [3], ["a", "c"])


def test_dry_run_writes_nothing(bring_in: Import) -> None:
    with CaptureQueriesContext(connection) as queries:
        outcome = bring_in(f"{HEADER};trefwoorden\na;A;Intro;Soest;nieuw\n", dry_run=True)
    assert counts(outcome) == (1, 0, 0, 0)
    # PostgreSQL reads in steps: it declares a cursor first.
    assert [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "DECLARE"))] == []
    assert slugs() == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("gemeente=Parijs", "municipality"),
        ("fase=draaid", "phase"),
        ("thema=onbekend", "themes"),
        ("rechtsvorm=bv", "legal_form"),
        ("begonnen in=1066", "founded"),
        ("begonnen in=ooit", "founded"),
        ("vrijwilligers=2,5", "people"),
        ("breedtegraad=91", "latitude"),
        ("breedtegraad=nan", "latitude"),
        ("breedtegraad=52", "longitude"),
        ("e-mail=geen adres", "contact_email"),
        ("website=javascript:alert(1)", "website"),
        ("zoekt=" + "x" * 81, "needs"),
        ("zoekt=: alleen een toelichting", "needs"),
        ("trefwoorden=" + "x" * 101, "tags"),
        ("titel=" + "x" * 256, "title"),
        ("intro=" + "x" * 161, "tagline"),
        ("intro=", "tagline"),
        ("titel=", "title"),
        ("slug=!!!", "slug"),
        ("taal=fr", "locale"),
        ("vertaling van=iets", "translation_of"),
    ],
)
def test_bad_cell_is_named_with_its_line_and_column(bring_in: Import, cells: str, column: str) -> None:
    name, _equals, value = cells.partition("=")
    row = {"slug": "a", "titel": "A", "intro": "Intro", "gemeente": "Soest", name: value}
    outcome = bring_in(f"{';'.join(row)}\n{';'.join(row.values())}\n")
    assert [(problem.line, problem.column) for problem in outcome.problems] == [(2, column)]
    assert slugs() == []


def test_all_wrong_cells_of_a_row_are_one_line(bring_in: Import) -> None:
    outcome = bring_in(f"{HEADER};fase\na;A;Intro;Soesd;draaid\n")
    assert [problem.column for problem in outcome.problems] == ["municipality"]
    assert "phase: " in str(outcome.problems[0])
    assert "\n" not in str(outcome.problems[0])


def test_same_slug_twice_is_a_bad_row(bring_in: Import) -> None:
    outcome = bring_in(f"{HEADER}\na;A;Intro;Soest\na;B;Intro;Soest\n")
    assert [(problem.line, problem.column) for problem in outcome.problems] == [(3, "slug")]


def test_missing_columns_are_one_error_with_all_columns(bring_in: Import) -> None:
    with pytest.raises(FileError) as error:
        bring_in("slug;titel\na;A\n")
    assert "tagline, municipality" in str(error.value)
    assert "contact_visibility" in str(error.value)


def test_page_somebody_works_on_is_not_overwritten(bring_in: Import) -> None:
    page = InitiativeFactory(slug="a", title="A")
    page.tagline = "Half af"
    page.save_revision()
    outcome = bring_in(f"{HEADER}\na;A;Anders;Soest\n")
    assert (outcome.written, [problem.line for problem in outcome.problems]) == (False, [2])
    assert own("a").get_latest_revision_as_object().tagline == "Half af"


def test_locked_page_is_not_changed(bring_in: Import) -> None:
    page = InitiativeFactory(slug="a", title="A")
    text = f"{HEADER}\na;A;Anders;Soest\n"
    Initiative.objects.filter(pk=page.pk).update(locked=True)
    assert bring_in(text).bad == 1
    Initiative.objects.filter(pk=page.pk).update(locked=False)
    assert bring_in(text).bad == 0


ENGLISH = (
    f"{HEADER};hoe het begon;taal;vertaling_van\na;A;Intro;Soest;Een;nl;\nthe-a;The A;Intro in English;;One;en;a\n"
)


def test_english_row_becomes_the_translation(bring_in: Import, network: Network) -> None:
    assert counts(bring_in(ENGLISH)) == (2, 0, 0, 0)
    page = own("a").get_translation(network.english)
    assert (page.slug, page.title, page.tagline, page.began) == ("the-a", "The A", "Intro in English", "<p>One</p>")
    assert (page.live, page.alias_of_id, page.municipality.name) == (True, None, "Soest")


def test_english_row_is_attached_by_its_slug_and_before_its_source(bring_in: Import, network: Network) -> None:
    bring_in(f"{HEADER};taal\na;The A;English;Soest;en\na;A;Intro;Soest;\n")
    assert own("a").get_translation(network.english).title == "The A"


def test_english_second_run_changes_nothing_and_partial_run_keeps_texts(bring_in: Import, network: Network) -> None:
    bring_in(ENGLISH)
    assert counts(bring_in(ENGLISH)) == (0, 0, 2, 0)
    text = "slug;titel;intro;taal;vertaling_van\nthe-a;The new A;;en;a\n"
    assert counts(bring_in(text)) == (0, 1, 0, 0)
    page = own("a").get_translation(network.english)
    assert (page.title, page.tagline, page.began) == ("The new A", "Intro in English", "<p>One</p>")


def test_english_row_without_dutch_page_stands_alone(bring_in: Import) -> None:
    bring_in(f"{HEADER};taal\nonly;Only;English;Soest;en\n")
    assert own("only", "en").get_translations().count() == 0


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("the-a;The A;English;;One\\n\\nTwo;en;a", "began"),
        ("the-a;The A;English;;One;en;b", "translation_of"),
        ("c;The A;English;;One;en;a", "slug"),
    ],
)
def test_translation_that_does_not_fit_is_a_bad_row(bring_in: Import, row: str, column: str) -> None:
    header = f"{HEADER};hoe het begon;taal;vertaling_van"
    written = row.replace("One\\n\\nTwo", '"One\n\nTwo"')
    outcome = bring_in(f"{header}\na;A;Intro;Soest;Een;;\nc;C;Intro;Soest;;;\nc;Sea;English;;;en;c\n{written}\n")
    assert [(problem.line, problem.column) for problem in outcome.problems] in ([(5, column)], [(4, column)])
    assert slugs() == []


NASTY = {
    "slug": "rond",
    "title": "=SOM(A1)",
    "tagline": '+31 \'n "zin"; met, alles | erin',
    "began": '<p>Eén &amp; <b>vet</b> <a href="https://voorbeeld.example/?a=1&amp;b=2">link</a></p><ul><li>punt</li></ul>',
    "activities": "Een\nregel\n\n-twee",
    "municipality": "Soest",
    "latitude": 52.123456,
    "longitude": -0.5,
    "themes": ["zon"],
    "tags": ["a, b", "back\\slash", "x|y"],
    "needs": [{"title": "Bus: groot | rood", "note": "a: b"}, {"title": "=1", "note": ""}],
    "offers": [{"title": "Zaal\\", "note": "\\|"}],
    "contact_phone": "+31 30 555",
}
NASTY_ENGLISH = {"slug": "round", "title": "@Title", "tagline": "-English", "locale": "en", "translation_of": "rond"}


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_round_trip_through_an_emptied_tree_loses_nothing(bring_in: Import, form: str) -> None:
    ThemeFactory(slug="zon")
    assert counts(bring_in(f"{json.dumps(NASTY)}\n{json.dumps(NASTY_ENGLISH)}\n")) == (2, 0, 0, 0)
    written = export(form)
    assert counts(bring_in(written)) == (0, 0, 2, 0)
    for page in Initiative.objects.filter(alias_of=None):
        Initiative.objects.get(pk=page.pk).delete()
    assert Initiative.objects.count() == 0
    assert counts(bring_in(written)) == (2, 0, 0, 0)
    assert export(form) == written


def test_csv_for_spreadsheets_holds_no_formula(bring_in: Import) -> None:
    ThemeFactory(slug="zon")
    bring_in(json.dumps(NASTY))
    written = export("csv")
    assert written.startswith("\ufeffslug;title;tagline;")
    assert ";'=SOM(A1);" in written
    assert ";=SOM" not in written


def test_each_row_costs_the_same_number_of_queries(bring_in: Import) -> None:
    def queries(first: int, number: int) -> int:
        rows = "".join(f"i{n};I{n};Intro;Soest\n" for n in range(first, first + number))
        with CaptureQueriesContext(connection) as captured:
            bring_in(f"{HEADER}\n{rows}")
        return len(captured)

    queries(0, 1)  # what Django remembers afterwards
    one, two, three = queries(10, 1), queries(20, 2), queries(30, 3)
    assert three - two == two - one


def test_command_reports_bad_rows_and_ends_with_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "in.csv"
    file.write_bytes(BAD_LAST.encode("utf-16"))
    with pytest.raises(CommandError) as error:
        call_command("import_initiatives", str(file))
    assert error.value.returncode == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert slugs() == []
    with pytest.raises(CommandError) as error:
        call_command("import_initiatives", str(file), "--skip-bad")
    assert error.value.returncode == 1
    assert slugs() == ["a"]


def test_commands_take_each_others_files(tmp_path: Path) -> None:
    file = tmp_path / "in.csv"
    file.write_text(f"{HEADER}\na;A;Intro;Soest\n", encoding="utf-8")
    call_command("import_initiatives", str(file), "--dry-run")
    assert slugs() == []
    call_command("import_initiatives", str(file))
    out = tmp_path / "out.jsonl"
    call_command("export_initiatives", str(out))
    assert [json.loads(line)["slug"] for line in out.read_text(encoding="utf-8").splitlines()] == ["a"]
    call_command("import_initiatives", str(out))
    assert slugs() == ["a"]


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", "kop\nCoë".encode() + b"\xff", b"slug\na\n"])
def test_command_says_what_is_wrong_with_the_file(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "in.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError):
        call_command("import_initiatives", str(file))
    assert slugs() == []


def wishes(slug: str) -> list[tuple[str, str, str, date | None]]:
    """What a page asks and offers: title, note, kind, end."""
    return [(entry.title, entry.note, entry.kind, entry.until) for entry in own(slug).needs_and_offers.all()]


SUMMER = date(2027, 5, 28)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Subsidie [geld]", ("Subsidie", "", "geld", None)),
        ("Subsidie: snel [Geld en subsidie, tot 2027-05-28]", ("Subsidie", "snel", "geld", SUMMER)),
        ("Subsidie [Money and grants, until 28-5-2027]", ("Subsidie", "", "geld", SUMMER)),
        ("Zaal: tot laat [tot 28/05/2027]", ("Zaal", "tot laat", "overig", SUMMER)),
        ("Bus [elektrisch]", ("Bus [elektrisch]", "", "overig", None)),
        ("Zaal: open [tot 17.00]", ("Zaal", "open [tot 17.00]", "overig", None)),
        ("Bus []", ("Bus []", "", "overig", None)),
        ("Bus", ("Bus", "", "overig", None)),
    ],
)
def test_kind_and_end_stand_in_brackets(
    bring_in: Import, cell: str, expected: tuple[str, str, str, date | None]
) -> None:
    assert counts(bring_in(f"{HEADER};zoekt\na;A;Intro;Soest;{cell}\n")) == (1, 0, 0, 0)
    assert wishes("a") == [expected]


def test_json_has_kind_and_end(bring_in: Import) -> None:
    row = {"title": "A", "intro": "x", "municipality": "soest", "offers": ["Zaal", {"title": "Geld", "kind": "geld"}]}
    row["needs"] = [{"title": "Bus", "note": "groot", "kind": "materiaal", "until": "2027-05-28"}]
    assert counts(bring_in(json.dumps(row))) == (1, 0, 0, 0)
    assert wishes("a") == [
        ("Bus", "groot", "materiaal", SUMMER),
        ("Zaal", "", "overig", None),
        ("Geld", "", "geld", None),
    ]


def test_older_files_leave_kind_and_end_as_they_are(bring_in: Import) -> None:
    """A file from before there were kinds changes nothing, and new words come as something else."""
    bring_in(f"{HEADER};zoekt\na;A;Intro;Soest;Subsidie: snel [geld, tot 2027-05-28]\n")
    assert counts(bring_in(f"{HEADER};zoekt\na;A;Intro;Soest;Subsidie: snel\n")) == (0, 0, 1, 0)
    assert counts(bring_in(f"{HEADER};zoekt\na;A;Intro;Soest;Subsidie: langzaam | Bus\n")) == (0, 1, 0, 0)
    assert wishes("a") == [("Subsidie", "langzaam", "geld", SUMMER), ("Bus", "", "overig", None)]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_kind_and_end_go_out_and_in_again(bring_in: Import, network: Network, form: str) -> None:
    InitiativeFactory(
        slug="a",
        needs=[
            {"title": "Subsidie", "note": "snel: nu", "kind": "geld", "until": SUMMER},
            {"title": "Bus [elektrisch]", "note": "tot [geld]"},
            {"title": "Iets [recht]"},
        ],
        offers=[{"title": "Zaal | schuur", "kind": "ruimte"}, {"title": "Koffie", "until": SUMMER}],
    )
    before, text = wishes("a"), export(form)
    assert counts(bring_in(text)) == (0, 0, 1, 0)
    own("a").delete()
    assert counts(bring_in(text)) == (1, 0, 0, 0)
    assert wishes("a") == before


def test_unknown_kind_in_json_is_a_bad_row(bring_in: Import) -> None:
    row = {"title": "A", "intro": "x", "municipality": "soest", "needs": [{"title": "Bus", "kind": "gld"}]}
    assert bring_in(json.dumps(row)).problems[0].reason == 'Soort "gld" kennen we niet. Bedoel je geld?'


def test_what_a_buddy_offers_goes_out_and_in_again(bring_in: Import, network: Network) -> None:
    InitiativeFactory(slug="a", buddy_offer="Een stichting oprichten")
    text = export("csv")
    own("a").delete()
    bring_in(text)
    assert own("a").buddy_offer == "Een stichting oprichten"
