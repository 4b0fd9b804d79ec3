"""The screens on which editors bring content in and take it out."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.initiatives.models import Initiative
from community.members.models import User
from foundation.models import PendingImport
from foundation.transfer import admin
from tests.factories import InitiativeFactory

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
ROWS = "slug;titel;intro;gemeente\na;A;Intro;Soest\n"
UPLOAD = "/admin/overzetten/initiatives/"
CONFIRM = "/admin/overzetten/initiatives/bevestigen/"
SCREENS = ["/admin/overzetten/", UPLOAD, f"{UPLOAD}csv/", f"{UPLOAD}jsonl/", "/admin/overzetten/tools/"]
HOME, LOGIN = "/admin/", "/admin/login/"


def file(content: str | bytes, name: str = "rijen.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def token_for(client: Client, content: str | bytes = ROWS) -> str:
    """Upload a file and take the token of the preview."""
    response = client.post(UPLOAD, {"file": file(content)})
    assert response.status_code == 200
    return response.context["token"]


def slugs() -> list[str]:
    return list(Initiative.objects.filter(alias_of=None).order_by("slug").values_list("slug", flat=True))


@pytest.mark.parametrize("role", ["editor", "administrator"])
@pytest.mark.parametrize("screen", SCREENS)
def test_who_may_publish_sees_the_screens(signed_in: SignIn, role: str, screen: str) -> None:
    assert signed_in(role).get(screen).status_code == 200


@pytest.mark.parametrize("role", ["writer", "moderator", "support"])
@pytest.mark.parametrize("screen", SCREENS)
def test_others_are_sent_back_to_the_start_of_the_admin(signed_in: SignIn, role: str, screen: str) -> None:
    response = signed_in(role).get(screen)
    assert (response.status_code, response["Location"]) == (302, HOME)


@pytest.mark.parametrize("screen", SCREENS)
def test_strangers_get_the_sign_in_page(client: Client, screen: str) -> None:
    response = client.get(screen)
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, LOGIN)


@pytest.mark.parametrize("screen", SCREENS)
def test_members_get_a_closed_door(signed_in: SignIn, screen: str) -> None:
    assert signed_in("member").get(screen).status_code == 403


@pytest.mark.parametrize("role", ["writer", "moderator", "support", "member", "anonymous"])
def test_others_cannot_upload_or_confirm(signed_in: SignIn, role: str) -> None:
    token = token_for(signed_in("editor"))
    client = signed_in(role)
    refused = 403 if role == "member" else 302
    assert client.post(UPLOAD, {"file": file(ROWS)}).status_code == refused
    assert client.post(CONFIRM, {"token": token}).status_code == refused
    assert (slugs(), PendingImport.objects.count()) == ([], 1)


def test_menu_item_is_there_for_who_may_publish_only(signed_in: SignIn) -> None:
    link = reverse("transfer_overview")
    assert link in signed_in("editor").get(HOME).content.decode()
    assert link not in signed_in("writer").get(HOME).content.decode()


def test_preview_counts_and_writes_nothing(signed_in: SignIn) -> None:
    InitiativeFactory(slug="b", title="B", tagline="Intro")
    rows = f"{ROWS}b;B;Anders;Woerden\nc;C;Intro;Soesd\n"
    response = signed_in("editor").post(UPLOAD, {"file": file(rows)})
    outcome = response.context["outcome"]
    assert (outcome.new, outcome.changed, outcome.unchanged, outcome.bad) == (1, 1, 0, 1)
    assert "Bedoel je Soest?" in response.content.decode()
    assert slugs() == ["b"]


def test_confirmation_imports_once(signed_in: SignIn) -> None:
    client = signed_in("editor")
    token = token_for(client)
    assert client.post(CONFIRM, {"token": token})["Location"] == reverse("transfer_overview")
    assert slugs() == ["a"]
    page = Initiative.objects.get(slug="a", alias_of=None)
    assert page.owner_id == page.latest_revision.user_id == int(client.session["_auth_user_id"])
    page.delete()
    assert client.post(CONFIRM, {"token": token})["Location"] == UPLOAD
    assert slugs() == []


def test_token_of_somebody_else_does_nothing(signed_in: SignIn) -> None:
    token = token_for(signed_in("editor"))
    other = signed_in("editor")
    assert other.post(CONFIRM, {"token": token})["Location"] == UPLOAD
    assert (slugs(), PendingImport.objects.count()) == ([], 1)


def test_token_for_another_kind_of_page_does_nothing(signed_in: SignIn) -> None:
    client = signed_in("editor")
    token = token_for(client)
    client.post("/admin/overzetten/tools/bevestigen/", {"token": token})
    assert PendingImport.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\x00"])
def test_made_up_token_does_nothing(signed_in: SignIn, token: str) -> None:
    assert signed_in("editor").post(CONFIRM, {"token": token})["Location"] == UPLOAD


def test_bad_rows_need_to_be_left_out_explicitly(signed_in: SignIn) -> None:
    client = signed_in("editor")
    rows = f"{ROWS}c;C;Intro;Soesd\n"
    client.post(CONFIRM, {"token": token_for(client, rows)})
    assert slugs() == []
    client.post(CONFIRM, {"token": token_for(client, rows), "skip_bad": "on"})
    assert slugs() == ["a"]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 xlsx", b"", b"\x00\xff" * 600, "kop\nCoë".encode() + b"\xff", b"kleur\nrood\n", b"slug\na\n"],
)
def test_file_that_is_no_table_gives_a_message(signed_in: SignIn, content: bytes) -> None:
    response = signed_in("editor").post(UPLOAD, {"file": file(content)})
    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert not PendingImport.objects.exists()


def test_upload_larger_than_ten_megabytes_gives_a_message(signed_in: SignIn) -> None:
    response = signed_in("editor").post(UPLOAD, {"file": file(b"a" * (10 * 1024 * 1024 + 1))})
    assert len(response.context["form"].errors["file"]) == 1


def test_more_pages_than_a_screen_can_handle_are_not_written(
    signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in("editor")
    rows = f"{ROWS}b;B;Intro;Soest\n"
    monkeypatch.setattr(admin, "MOST_WRITTEN", 1)
    client.post(CONFIRM, {"token": token_for(client, rows)})
    assert slugs() == []
    monkeypatch.setattr(admin, "MOST_WRITTEN", 2)
    client.post(CONFIRM, {"token": token_for(client, rows)})
    assert slugs() == ["a", "b"]


@pytest.fixture
def strict_client(person_with_role: Callable[[str], User]) -> Client:
    """A browser whose forms must carry their token."""
    client = Client(enforce_csrf_checks=True)
    user = person_with_role("editor")
    client.force_login(user)
    return client


def test_forms_without_token_are_refused(strict_client: Client) -> None:
    assert strict_client.post(UPLOAD, {"file": file(ROWS)}).status_code == 403
    assert strict_client.post(CONFIRM, {"token": "x"}).status_code == 403
    csrf = strict_client.get(UPLOAD).cookies["csrftoken"].value
    assert strict_client.post(UPLOAD, {"file": file(ROWS), "csrfmiddlewaretoken": csrf}).status_code == 200


def test_confirmation_by_a_link_is_refused(signed_in: SignIn) -> None:
    client = signed_in("editor")
    token = token_for(client)
    assert client.get(CONFIRM, {"token": token}).status_code == 405
    assert slugs() == []


def test_export_is_a_download_that_is_not_kept(signed_in: SignIn) -> None:
    InitiativeFactory(slug="a", contact_email="joke@voorbeeld.example", contact_visibility="hidden")
    response = signed_in("editor").get(f"{UPLOAD}csv/")
    assert response["Content-Disposition"].startswith('attachment; filename="initiatives-')
    assert "no-store" in response["Cache-Control"]
    assert b"joke@voorbeeld.example" in b"".join(response.streaming_content)


@pytest.mark.parametrize("address", ["/admin/overzetten/niets/", f"{UPLOAD}xlsx/"])
def test_unknown_address_is_not_found(signed_in: SignIn, address: str) -> None:
    assert signed_in("editor").get(address).status_code == 404


def test_earlier_upload_of_the_same_person_is_replaced(signed_in: SignIn) -> None:
    client = signed_in("editor")
    first = token_for(client)
    token_for(client)
    assert PendingImport.objects.count() == 1
    assert client.post(CONFIRM, {"token": first})["Location"] == UPLOAD
