"""What devices answer, or what somebody makes them answer: nonsense lets nobody in and breaks nothing.

That passkeys work is tested with a browser: see tests/journeys/test_accounts.py.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from community.members.models import User
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]

RESPONSES: list[Any] = [
    None,
    "x",
    [],
    {},
    {"clientDataJSON": 1},
    {"clientDataJSON": "!!!", "attestationObject": "!!!"},
    {"clientDataJSON": "eyJ9", "attestationObject": "gA", "authenticatorData": "AA", "signature": "AA"},
    {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "A" * 200, "signature": "AA"},
    {"clientDataJSON": "e30", "authenticatorData": "A" * 50, "signature": "AA", "userHandle": "gICA"},
    {"clientDataJSON": "e30", "authenticatorData": "A" * 50, "signature": "AA", "userHandle": "MQ"},
    {
        "clientDataJSON": "e30",
        "authenticatorData": "A" * 50,
        "signature": "AA",
        "userHandle": "Zzzzzzzzzzzzzzzzzzzzzzzzzz",
    },
    {"clientDataJSON": "e30", "userHandle": 7},
    {"clientDataJSON": "e30", "userHandle": {"a": 1}},
]
CREDENTIALS = [
    "",
    "nonsense",
    "null",
    "7",
    "[]",
    "{}",
    '"x"',
    "[" * 500,
    "\x00",
    *(
        json.dumps(
            {"type": "public-key", "id": "AA", "rawId": "AA", "response": response, "clientExtensionResults": {}}
        )
        for response in RESPONSES
    ),
    *(json.dumps({"id": 1, "rawId": [], "type": {}, "response": response}) for response in RESPONSES),
]


@pytest.fixture
def member(db: None) -> User:
    return UserFactory()


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    """Attempts are not counted."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False


def test_nonsense_logs_nobody_in(visitor: Any) -> None:
    for credential in CREDENTIALS:
        visitor.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
        answer = visitor.post(reverse("mfa_login_webauthn"), {"credential": credential})
        assert (answer.status_code, answer["Location"]) == (302, reverse("account_login")), credential
        assert "_auth_user_id" not in visitor.session


def test_nonsense_is_no_new_passkey(member: User, signed_in_as: Callable[[User], Client]) -> None:
    client = signed_in_as(member)
    for credential in CREDENTIALS:
        client.get(reverse("mfa_add_webauthn"))
        answer = client.post(reverse("mfa_add_webauthn"), {"credential": credential, "name": "x"})
        assert answer.status_code == 200, credential
    assert member.authenticator_set.count() == 0


def test_nonsense_is_no_second_step(member: User, visitor: Any, with_app: Callable[[User], User]) -> None:
    with_app(member)
    visitor.log_in(member.email)
    for credential in CREDENTIALS:
        answer = visitor.post(reverse("mfa_authenticate"), {"credential": credential})
        assert answer.status_code == 200, credential
    assert visitor.get(reverse("my_page")).status_code == 302


def test_nonsense_does_not_show_that_it_is_still_you(
    member: User, signed_in_as: Callable[[User], Any], with_app: Callable[[User], User], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in_as(member)
    monkeypatch.setattr(
        "community.members.accounts.adapters.AccountAdapter.get_reauthentication_methods",
        lambda *_args: [{"id": "x", "url": reverse("mfa_reauthenticate_webauthn"), "description": "x"}],
    )
    for credential in CREDENTIALS:
        answer = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": credential})
        assert answer.status_code == 302, credential
    assert [
        record for record in client.session.get("account_authentication_methods") if record["method"] == "mfa"
    ] == []


def test_question_names_the_site_and_insists_on_finger_face_or_pin(
    member: User, signed_in_as: Callable[[User], Client]
) -> None:
    page = signed_in_as(member).get(reverse("mfa_add_webauthn"))
    asked = json.loads(json.dumps(page.context["js_data"]["creation_options"]["publicKey"], default=dict))
    assert asked["rp"] == {"id": "testserver", "name": "Kennisnetwerk"}
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"


def test_name_of_a_passkey_is_changed_and_short(
    member: User, signed_in_as: Callable[[User], Client], with_passkey: Callable[..., Any]
) -> None:
    client, passkey = signed_in_as(member), with_passkey(member)
    edit = reverse("mfa_edit_webauthn", args=(passkey.pk,))
    assert client.post(edit, {"name": "x" * 61}).status_code == 200
    client.post(edit, {"name": "<b>Sleutel</b>"})
    passkey.refresh_from_db()
    assert passkey.data["name"] == "<b>Sleutel</b>"
    assert client.get(reverse("mfa_list_webauthn")).content.decode().count("<b>Sleutel</b>") == 0
