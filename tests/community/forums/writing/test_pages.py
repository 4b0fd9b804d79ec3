"""The pages of writing: what is typed is never lost, and goes where it should."""

import json
import re
import uuid
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from community.forums.models import Attachment, FormerTopic, Forum, Post, PostDraft, Standing, Topic
from community.members.models import User, Visibility
from community.themes.models import Tag
from tests.factories import InitiativeFactory, MemberProfileFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    user = UserFactory(first_name="Joke", last_name="Smit")
    Standing.objects.create(user=user, fixed=Standing.Trust.TRUSTED)
    return user


@pytest.fixture
def mine(me: User) -> Client:
    client = Client()
    client.force_login(me)
    return client


def picture() -> SimpleUploadedFile:
    written = BytesIO()
    image = Image.new("RGB", (40, 30), "red")
    exif = Image.Exif()
    exif[0x010F] = "Camera van Joke"
    image.save(written, "JPEG", exif=exif)
    return SimpleUploadedFile("tuin.jpg", written.getvalue(), content_type="image/jpeg")


def test_an_answer_leads_to_its_place(mine: Client) -> None:
    topic = TopicFactory()
    response = mine.get(topic.get_absolute_url())
    assert reverse("reply", args=(topic.pk,)) in response.content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', response.content.decode())
    assert key
    data = {"text": "Bij de bakker.", "form_key": key[1], "action": "post"}
    for _ in range(2):
        response = mine.post(reverse("reply", args=(topic.pk,)), data)
        assert (response.status_code, response["Location"]) == (302, f"{topic.get_absolute_url()}#bericht-2")
    assert topic.posts.count() == 2
    assert "Bij de bakker." in mine.get(topic.get_absolute_url()).content.decode()


@pytest.mark.parametrize("typed", [{"text": "Mijn **lange** tekst"}, {"text-html": "<div>Mijn lange tekst</div>"}])
@pytest.mark.parametrize("happens", ["locked", "hidden", "deleted", "merged", "closed", "silenced", "moved"])
def test_what_was_typed_is_kept_whatever_happened_meanwhile(
    mine: Client, me: User, happens: str, typed: dict[str, str]
) -> None:
    topic = TopicFactory()
    address = reverse("reply", args=(topic.pk,))
    into = TopicFactory()
    if happens == "locked":
        Topic.objects.filter(pk=topic.pk).update(is_locked=True)
    elif happens == "hidden":
        Topic.objects.filter(pk=topic.pk).update(visibility="hidden")
    elif happens == "deleted":
        Topic.objects.filter(pk=topic.pk).delete()
    elif happens == "merged":
        FormerTopic.objects.create(number=topic.pk, topic=into)
        Topic.objects.filter(pk=topic.pk).delete()
    elif happens == "closed":
        Forum.objects.filter(pk=topic.forum_id).update(is_archived=True)
    elif happens == "moved":
        Topic.objects.filter(pk=topic.pk).update(forum=ForumFactory(post_by="stakeholders"))
    else:
        until = timezone.now() + timezone.timedelta(days=2)
        me.forum_sanctions.create(kind="silence", reason="Schelden helpt niet.", until=until)
    response = mine.post(address, {**typed, "action": "post"})
    if happens == "merged":
        assert response["Location"] == f"{into.get_absolute_url()}#bericht-2"
        return
    assert response.status_code in (404, 409)
    page = response.content.decode()
    assert "lange" in page
    assert 'class="message fail"' in page
    assert Post.objects.filter(author=me).count() == 0


def test_too_long_a_text_is_refused_and_kept(mine: Client) -> None:
    topic = TopicFactory()
    text = "Een lang verhaal. " * 12_000
    for field in ("text", "text-html"):
        page = mine.post(reverse("reply", args=(topic.pk,)), {field: text, "action": "post"}).content.decode()
        assert "Er passen er hooguit 20000" in page
        assert page.count("Een lang verhaal.") >= 12_000
    assert topic.posts.count() == 1


def test_the_preview_is_what_it_becomes(mine: Client) -> None:
    topic = TopicFactory()
    typed = "**Vet** en\n\n- een\n- twee\n\n> citaat\n\nhttps://a.example"
    data = {"text": typed, "form_key": str(uuid.uuid4())}
    page = mine.post(reverse("reply", args=(topic.pk,)), {**data, "action": "preview"}).content.decode()
    said = re.findall(r'<div class="rich said[^"]*">(.*?)</div>', page, re.DOTALL)
    assert topic.posts.count() == 1
    assert "**Vet** en" in page  # the text still stands in the form
    mine.post(reverse("reply", args=(topic.pk,)), {**data, "action": "post"})
    shown = re.findall(
        r'<div class="rich said[^"]*">(.*?)</div>', mine.get(topic.get_absolute_url()).content.decode(), re.DOTALL
    )
    assert said == [shown[1]]


def test_a_topic_begins_after_a_look_at_what_is_there(mine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from community.forums.similar import Similar  # noqa: PLC0415 - what the view shows
    from community.forums.writing.views import beginning  # noqa: PLC0415 - as above

    found = [Similar(title="Sleutelkast gezocht", url="/forum/x/", kind="Vraag", answers=2)]
    monkeypatch.setattr(beginning, "similar_to", lambda *_args, **_kwargs: found)
    forum, about = ForumFactory(), InitiativeFactory()
    address = reverse("new_topic", args=(forum.slug,))
    page = mine.get(address, {"over": about.pk}).content.decode()
    assert about.title in page
    data = {"kind": "question", "title": "Wie heeft een sleutelkast?", "text": "Wij zoeken er een.", "about": about.pk}
    page = mine.post(address, {**data, "action": "post"}).content.decode()
    assert "Sleutelkast gezocht" in page
    assert "Wij zoeken er een." in page
    assert Topic.objects.count() == 0
    response = mine.post(address, {**data, "action": "post", "checked": "1"})
    topic = Topic.objects.get()
    assert response["Location"] == topic.get_absolute_url()
    assert (topic.about_id, topic.kind) == (about.pk, "question")
    told = mine.get(reverse("forum_similar"), {"title": "Wie heeft een sleutelkast?"}).json()
    assert told == {
        "similar": [{"title": "Sleutelkast gezocht", "url": "/forum/x/", "kind": "Vraag", "answers": "2 antwoorden"}]
    }


def test_a_draft_survives_and_goes_when_it_is_posted(mine: Client, me: User) -> None:
    topic = TopicFactory()
    keep = reverse("forum_draft", args=(f"topic:{topic.pk}",))
    response = mine.post(keep, {"text-html": "<div>Nog niet <strong>af</strong></div>", "csrfmiddlewaretoken": "x"})
    assert set(response.json()) == {"kept", "others"}
    again = Client()
    again.force_login(me)
    page = again.get(topic.get_absolute_url()).content.decode()
    assert "Nog niet **af**" in page
    again.post(reverse("reply", args=(topic.pk,)), {"text": "Nu wel af.", "action": "post"})
    assert PostDraft.objects.count() == 0
    mine.post(keep, {"text": "Toch niet."})
    mine.post(keep, {"action": "forget", "next": "/forum/"})
    assert PostDraft.objects.count() == 0


def test_drafts_are_for_what_one_may_see(mine: Client) -> None:
    hidden = TopicFactory(forum=ForumFactory(read_by="stakeholders"))
    other = PostFactory()
    for name in (
        f"topic:{hidden.pk}",
        f"forum:{hidden.forum_id}",
        f"post:{other.pk}",
        "topic:0",
        "x",
        f"topic:{10**17}",
    ):
        assert mine.post(reverse("forum_draft", args=(name,)), {"text": "x"}).status_code == 404
    visible = TopicFactory()
    too_much = {"text": "x" * 400_001}
    assert mine.post(reverse("forum_draft", args=(f"topic:{visible.pk}",)), too_much).status_code == 413


def test_a_change_shows_what_changed(mine: Client, me: User) -> None:
    post = PostFactory(author=me, body="<p>Bij de bakker om acht uur.</p>")
    address = reverse("edit_post", args=(post.pk,))
    assert "Bij de bakker om acht uur." in mine.get(address).content.decode()
    data = {"text": "Bij de bakker om negen uur.", "seen_version": "0", "reason": "vergist", "action": "post"}
    assert mine.post(address, data).status_code == 302
    page = mine.get(reverse("post_history", args=(post.pk,))).content.decode()
    assert "<del>acht</del><ins>negen</ins>" in page
    assert "vergist" in page
    clash = mine.post(address, {**data, "text": "Bij de slager."})
    assert clash.status_code == 409
    page = clash.content.decode()
    assert "Bij de slager." in page
    assert 'name="seen_version" value="1"' in page


def test_deleting_thanking_and_choosing(mine: Client, me: User) -> None:
    topic = TopicFactory(author=me)
    answer, own = PostFactory(topic=topic), PostFactory(topic=topic, author=me)
    mine.post(reverse("thank_post", args=(answer.pk,)), {"thankful": "1"})
    mine.post(reverse("choose_answer", args=(answer.pk,)), {"post": answer.pk})
    assert "Laat staan" in mine.get(reverse("delete_post", args=(own.pk,))).content.decode()
    mine.post(reverse("delete_post", args=(own.pk,)))
    topic.refresh_from_db()
    answer.refresh_from_db()
    own.refresh_from_db()
    assert (topic.answer, answer.thanks_count, own.visibility) == (answer, 1, "deleted")
    mine.post(reverse("choose_answer", args=(answer.pk,)), {"post": ""})
    topic.refresh_from_db()
    assert topic.answer is None


def test_a_picture_without_scripts_goes_with_the_text(mine: Client, me: User) -> None:
    topic = TopicFactory()
    data = {"text": "Kijk eens.", "file": picture(), "alt": "Een rode tuin", "action": "preview"}
    page = mine.post(reverse("reply", args=(topic.pk,)), data).content.decode()
    attachment = Attachment.objects.get()
    address = reverse("forum_attachment", args=(attachment.public_id,))
    assert f"![Een rode tuin]({address})" in page
    assert f'<img src="{address}" alt="Een rode tuin" width="40" height="30"' in page
    assert b"Camera van Joke" not in attachment.file.read()
    mine.post(reverse("reply", args=(topic.pk,)), {"text": f"Kijk.\n\n![Een rode tuin]({address})", "action": "post"})
    attachment.refresh_from_db()
    assert attachment.post == topic.posts.get(number=2)
    wrong = SimpleUploadedFile("kwaad.exe", b"MZ")
    page = mine.post(
        reverse("reply", args=(topic.pk,)), {"text": "Blijft.", "file": wrong, "action": "post"}
    ).content.decode()
    assert "kwaad.exe" in page
    assert "Blijft." in page
    assert topic.posts.count() == 2


def test_an_attachment_goes_to_who_may_read_the_post(mine: Client, me: User) -> None:
    sent = mine.post(reverse("forum_upload"), {"file": picture(), "alt": "Tuin"}).json()
    assert (sent["alt"], sent["contentType"], sent["width"]) == ("Tuin", "image/jpeg", 40)
    other = Client()
    other.force_login(UserFactory())
    assert (
        mine.get(sent["url"]).status_code,
        other.get(sent["url"]).status_code,
        Client().get(sent["url"]).status_code,
    ) == (
        200,
        404,
        404,
    )
    forum = ForumFactory(read_by="members")
    topic = TopicFactory(forum=forum, author=me)
    trix = json.dumps({"key": sent["key"], "alt": "Tuin"})
    mine.post(
        reverse("reply", args=(topic.pk,)),
        {"text-html": f"<figure data-trix-attachment='{trix}'></figure>", "action": "post"},
    )
    assert (other.get(sent["url"]).status_code, Client().get(sent["url"]).status_code) == (200, 404)
    Forum.objects.filter(pk=forum.pk).update(read_by="everyone")
    response = Client().get(sent["url"])
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "private" in response["Cache-Control"]
    assert Client().get(sent["url"], headers={"If-None-Match": response["ETag"]}).status_code == 304
    topic.posts.filter(number=2).update(visibility="hidden")
    assert (Client().get(sent["url"]).status_code, other.get(sent["url"]).status_code) == (404, 404)
    assert Client().get(sent["url"], headers={"If-None-Match": response["ETag"]}).status_code == 404


def test_names_come_from_who_shows_theirs(mine: Client) -> None:
    shown = MemberProfileFactory(user__first_name="Fatima", user__last_name="Haddad")
    MemberProfileFactory(user__first_name="Fatima", user__last_name="Stil", name_visibility=Visibility.PRIVATE)
    InitiativeFactory(title="Fatimatuin")
    told = mine.get(reverse("forum_complete"), {"q": "fati", "sign": "@"}).json()["suggestions"]
    assert [(each["name"], each["kind"]) for each in told] == [("Fatima Haddad", "lid"), ("Fatimatuin", "initiatief")]
    assert told[0]["url"] == reverse("member", args=(shown.public_id,))
    assert mine.get(reverse("forum_complete"), {"q": "f", "sign": "@"}).json() == {"suggestions": []}
    assert mine.get(reverse("forum_complete"), {"q": "fati", "sign": "#"}).json() == {"suggestions": []}
    with time_machine.travel(timezone.now(), tick=False):  # all of them within a minute
        answers = {mine.get(reverse("forum_complete"), {"q": "fatima"}).status_code for _ in range(121)}
    assert answers == {200, 429}


def test_visitors_are_led_to_the_door() -> None:
    topic = TopicFactory()
    post = topic.posts.get()
    visitor = Client()
    for name, key in (
        ("reply", topic.pk),
        ("edit_post", post.pk),
        ("new_topic", topic.forum.slug),
        ("delete_post", post.pk),
    ):
        response = visitor.get(reverse(name, args=(key,)))
        assert (response.status_code, response["Location"].startswith("/account/login/")) == (302, True)
    for name in ("forum_complete", "forum_similar"):
        assert visitor.get(reverse(name)).status_code == 302
    assert visitor.post(reverse("forum_upload")).status_code == 302
    assert visitor.get(reverse("post_history", args=(post.pk,))).status_code == 200


def test_keyword_that_the_network_does_not_have_is_told_with_those_like_it_and_nothing_is_lost(mine: Client) -> None:
    forum = ForumFactory()
    for name in ("zonnepanelen", "geld"):
        Tag.objects.create(name=name)
    address = reverse("new_topic", args=(forum.slug,))
    data = {"kind": "question", "title": "Wie heeft een tent?", "text": "Voor het **feest**.", "checked": "1"}
    answer = mine.post(address, {**data, "tags": "geld, zonnepaneel, qqqqq"}).content.decode()
    assert "Bedoel je “zonnepanelen”?" in answer
    assert "“qqqqq” is geen trefwoord van het netwerk." in answer
    assert 'value="geld, zonnepaneel, qqqqq"' in answer
    assert "Voor het **feest**." in answer
    assert not Topic.objects.exists()
    assert mine.post(address, {**data, "tags": "Geld, zonnepanelen"}).status_code == 302
    assert sorted(Topic.objects.get().tag_links.values_list("tag__name", flat=True)) == ["geld", "zonnepanelen"]
