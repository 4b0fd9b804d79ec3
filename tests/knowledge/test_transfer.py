"""Knowledge tools out to files and in again."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Revision

from foundation.transfer.importing import Outcome, import_table
from foundation.transfer.reading import read_table
from foundation.transfer.writing import exported_lines
from knowledge.models import KnowledgeTool
from knowledge.transfer import ToolTransfer
from tests.conftest import Network
from tests.factories import DocumentFactory, InitiativeFactory, ThemeFactory

pytestmark = pytest.mark.django_db

Import = Callable[..., Outcome]


@pytest.fixture
def bring_in(django_capture_on_commit_callbacks: Any) -> Import:
    """Import text or rows, with what happens after the transaction."""

    def run(content: str | list[dict[str, Any]], **options: Any) -> Outcome:
        text = content if isinstance(content, str) else "\n".join(map(json.dumps, content))
        transfer = ToolTransfer()
        with django_capture_on_commit_callbacks(execute=True):
            return import_table(transfer, read_table(text.encode(), transfer.headers), **options)

    return run


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    return outcome.new, outcome.changed, outcome.unchanged, outcome.bad


def own(slug: str, language: str = "nl") -> KnowledgeTool:
    return KnowledgeTool.objects.get(slug=slug, locale__language_code=language, alias_of=None)


def export(form: str) -> str:
    return "".join(exported_lines(ToolTransfer(), form))


def tool(**cells: Any) -> dict[str, Any]:
    return {"slug": "t", "title": "Tool", "intro": "Samenvatting", **cells}


def test_row_becomes_a_published_tool(bring_in: Import) -> None:
    author = InitiativeFactory(slug="de-makers")
    row = tool(
        kind="Checklist",
        body="Eén\n\nTwee",
        fase=["idee", "opstart"],
        tijd="Een uur",
        kosten="Niets",
        author="de-makers",
        nagekeken="8-9-2026",
        trefwoorden="x, y",
    )
    assert counts(bring_in([row])) == (1, 0, 0, 0)
    page = own("t")
    assert (page.kind, page.summary, page.phases) == ("checklist", "Samenvatting", ["idee", "opstart"])
    assert (page.time, page.costs, page.author_id) == ("Een uur", "Niets", author.pk)
    assert page.last_reviewed == date(2026, 9, 8)
    assert [(block.block_type, block.value.source) for block in page.body] == [("text", "<p>Eén</p><p>Twee</p>")]


def blocks() -> list[dict[str, Any]]:
    """One of each kind of block that needs no picture, without ids, as people write them."""
    return [
        {"type": "text", "value": "Begin"},
        {
            "type": "steps",
            "value": [
                {
                    "title": "Stap",
                    "body": [{"type": "warning", "value": {"title": "Let op", "text": "<p>Pas <b>op</b></p>"}}],
                }
            ],
        },
        {"type": "checklist", "value": {"title": "Lijst", "items": ["een", "twee"]}},
        {"type": "table", "value": {"caption": "Kosten", "rows": [["Wat", "Euro"], ["Verf", "10"]]}},
        {"type": "quote", "value": {"text": "Doe het", "who": "Joke"}},
        {"type": "video", "value": {"title": "Film", "url": "https://vimeo.com/123456", "image": None}},
        {"type": "download", "value": {"document": {"file": DocumentFactory().file.name}, "title": "Formulier"}},
    ]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_round_trip_through_an_emptied_tree_loses_nothing(bring_in: Import, form: str) -> None:
    ThemeFactory(slug="zon")
    plain = {"slug": "p", "title": "-Plat", "intro": "=S", "body": "Een\n\nTwee"}
    english = {"slug": "plain", "title": "Plain", "body": "One\n\nTwo", "locale": "en", "translation_of": "p"}
    row = tool(body=blocks(), themes=["zon"], phases=["draait"])
    assert counts(bring_in([row, plain, {**english, "intro": "Summary"}])) == (3, 0, 0, 0)
    written = export(form)
    assert counts(bring_in(written)) == (0, 0, 3, 0)
    for page in KnowledgeTool.objects.filter(alias_of=None):
        KnowledgeTool.objects.get(pk=page.pk).delete()
    assert counts(bring_in(written)) == (3, 0, 0, 0)
    assert export(form) == written


def test_second_run_without_ids_changes_nothing(bring_in: Import) -> None:
    row = tool(body=blocks())
    bring_in([row])
    revisions = Revision.objects.count()
    assert counts(bring_in([row])) == (0, 0, 1, 0)
    assert Revision.objects.count() == revisions


def test_changed_block_keeps_its_id_and_so_its_translation(bring_in: Import, network: Network) -> None:
    dutch = tool(body=[{"type": "text", "value": "Een"}, {"type": "quote", "value": {"text": "Doe"}}])
    english = {
        **tool(title="Tool", body=[{"type": "text", "value": "One"}, {"type": "quote", "value": {"text": "Do"}}])
    }
    bring_in([dutch, {**english, "locale": "en"}])
    ids = [block.id for block in own("t").body]
    assert [block.id for block in own("t").get_translation(network.english).body] == ids
    assert own("t").get_translation(network.english).body[1].value["text"] == "Do"
    dutch["body"][0]["value"] = "Anders"
    assert counts(bring_in([dutch])) == (0, 1, 0, 0)
    assert [block.id for block in own("t").body] == ids


@pytest.mark.parametrize(
    "body",
    [
        [{"type": "tekst", "value": "x"}],
        [{"value": "x"}],
        ["x"],
        {"type": "text", "value": "x"},
        [{"type": "text", "value": ["x"]}],
        [{"type": "checklist", "value": {"title": "Leeg", "items": []}}],
        [{"type": "checklist", "value": {"titel": "Fout", "items": ["a"]}}],
        [{"type": "warning", "value": {"title": "x" * 81, "text": "y"}}],
        [{"type": "steps", "value": [{"title": "", "body": [{"type": "text", "value": "x"}]}]}],
        [{"type": "table", "value": {"rows": [["a", "b"], ["c"]]}}],
        [{"type": "table", "value": {"rows": "x"}}],
        [{"type": "video", "value": {"title": "x", "url": "https://elders.example/1"}}],
        [{"type": "download", "value": {"document": {"file": "documents/weg.pdf"}, "title": "x"}}],
        [{"type": "image", "value": {"image": 1}}],
        '[{"type": "text", "value": ]',
    ],
)
def test_body_that_does_not_fit_is_a_bad_row(bring_in: Import, body: Any) -> None:
    outcome = bring_in([tool(body=body)])
    assert [(problem.line, problem.column) for problem in outcome.problems] == [(1, "body")]
    assert outcome.problems[0].reason
    assert not KnowledgeTool.objects.exists()


def test_script_in_a_block_is_cleaned_away(bring_in: Import) -> None:
    bring_in([tool(body=[{"type": "text", "value": "<p>a<script>alert(1)</script></p>"}])])
    assert own("t").body[0].value.source == "<p>a</p>"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"kind": "stapenplan"}, "kind"),
        ({"phases": "idee|klaar"}, "phases"),
        ({"author": "niemand"}, "author"),
        ({"last_reviewed": "31-2-2026"}, "last_reviewed"),
        ({"themes": "zon"}, "themes"),
        ({"intro": ""}, "summary"),
        ({"intro": ["lijst"]}, "summary"),
        ({"title": None}, "title"),
    ],
)
def test_bad_cell_is_named(bring_in: Import, cells: dict[str, Any], column: str) -> None:
    assert [problem.column for problem in bring_in([tool(**cells)]).problems] == [column]


def test_kind_nearly_right_is_suggested(bring_in: Import) -> None:
    assert bring_in([tool(kind="stapenplan")]).problems[0].reason.endswith("Bedoel je stappenplan?")


def test_commands_take_each_others_files(tmp_path: Any) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    file.write_text(json.dumps(tool()), encoding="utf-8")
    call_command("import_tools", str(file))
    call_command("export_tools", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbfslug;title;kind;summary;body;")
    call_command("import_tools", str(out))
    assert KnowledgeTool.objects.filter(alias_of=None).count() == 1
    file.write_text('{"slug": "t"}', encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("import_tools", str(file))
