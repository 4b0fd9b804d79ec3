"""What is typed is kept clean, and shown with the names that its reader may know."""

import json
import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.forums.models import Attachment
from community.forums.writing import rendering
from community.forums.writing.from_html import lines_of_html
from community.forums.writing.lines import stored
from community.forums.writing.text import LONGEST, clean_typed, plain_text, rendered
from community.members.models import Visibility
from foundation.generation import generation_of_request
from foundation.rich_text import Typed
from tests.factories import InitiativeFactory, MemberProfileFactory, UserFactory
from tests.factories.forum import ForumFactory, PostFactory, TopicFactory

pytestmark = pytest.mark.django_db


def kept(html: str, *, by: object = None) -> str:
    return clean_typed(Typed(html, is_html=True), by=by).html


def kept_markup(text: str, *, by: object = None) -> str:
    return clean_typed(Typed(text, is_html=False), by=by).html


def shown(html: str, *, to: object = None) -> str:
    return rendered({1: html}, to=to)[1]


# What an editor, a mail or an attacker sends, and what is kept of it.
TYPED = [
    ("<div>Hallo<br>daar</div>", "<p>Hallo<br>daar</p>"),
    ("<div><!--block-->Een<br><br>Twee</div>", "<p>Een</p><p>Twee</p>"),
    ("los", "<p>los</p>"),
    ("<b>a</b><strong> b</strong><em>c</em>", "<p><b>a</b><b> b</b><i>c</i></p>"),
    ("<ul><li>een</li><li>twee<ul><li>drie</li></ul></li></ul>", "<ul><li>een</li><li>twee</li><li>drie</li></ul>"),
    ("<ol><li>een</li></ol>na", "<ol><li>een</li></ol><p>na</p>"),
    ("<blockquote>q<blockquote>r</blockquote></blockquote>x", "<blockquote><p>q</p><p>r</p></blockquote><p>x</p>"),
    ("<h1>Kop</h1><p>tekst</p>", "<p><b>Kop</b></p><p>tekst</p>"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "<p>a b</p><p>c</p>"),
    ("<p>a <script>alert(1)</script>b</p>", "<p>a b</p>"),
    ("<p>a<img src=x onerror=alert(1)>b</p>", "<p>ab</p>"),
    ("<svg/onload=alert(1)>x", "<p>x</p>"),
    ('<p style="position:fixed" onclick="x()" class="y">a</p>', "<p>a</p>"),
    ('<a href="javascript:alert(1)">x</a>', "<p>x</p>"),
    ('<a href="\u00a0javascript:alert(1)">x</a>', "<p>x</p>"),
    ('<a href="jAvAsCrIpT&colon;alert(1)">x</a>', "<p>x</p>"),
    ('<a href="data:text/html,x">x</a>', "<p>x</p>"),
    ('<a href="//kwaad.example/">x</a>', "<p>x</p>"),
    ('<a href="/\\kwaad.example/">x</a>', "<p>x</p>"),
    ('<a href="https://omzien.example@kwaad.example/">x</a>', "<p>x</p>"),
    ('<a href="https://[">x</a>', "<p>x</p>"),
    ('<a href="www.voorbeeld.nl">x</a>', '<p><a href="https://www.voorbeeld.nl">x</a></p>'),
    ('<a href="naam@voorbeeld.nl">x</a>', '<p><a href="mailto:naam@voorbeeld.nl">x</a></p>'),
    ("zie https://a.example/b?c=1&d=2.", '<p>zie <a href="https://a.example/b?c=1&amp;d=2">https://a.example/b?c=1&amp;d=2</a>.</p>'),
    # Words that are the address of another place than where it leads.
    ('<a href="https://kwaad.example/">https://bank.example</a>', '<p><a href="https://kwaad.example/">https://kwaad.example/</a></p>'),
    ('<a href="https://kwaad.example/">www.bank.example/in</a>', '<p><a href="https://kwaad.example/">https://kwaad.example/</a></p>'),
    # Keys are ours to give: nobody types them.
    ('<a linktype="member" id="1">x</a>', "<p>x</p>"),
    ('<img data-attachment="00000000-0000-0000-0000-000000000000" alt="x">y', "<p>y</p>"),
    ('<figure data-trix-attachment="[1]">x</figure>y', "<p>x</p><p>y</p>"),
    # What nobody sees.
    ("a\u200bb\u202ec\u2066d\ufeffe\u00adf\u2060g", "<p>abcdefg</p>"),
    ("a&#x202e;b&#8203;c&#0;d", "<p>abc\ufffdd</p>"),
    ("g\u200droe\u200ep", "<p>groep</p>"),
    ("می‌خواهم", "<p>می‌خواهم</p>"),
    ("👩‍👧 🏳️‍🌈", "<p>👩‍👧 🏳️‍🌈</p>"),
    ("e" + "\u0301" * 50, "<p>e" + "\u0301" * 3 + "</p>"),
    ("\U000e0041x\ue000", "<p>x</p>"),
    ("<b>" * 500 + "diep" + "</b>" * 500, "<p>diep</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), TYPED)
def test_what_is_typed_is_kept_clean(typed: str, expected: str) -> None:
    made = kept(typed)
    assert made == expected
    assert stored(lines_of_html(made, is_kept=True)) == made
    assert "<script" not in shown(made)


MARKUP = [
    ("Een\ntwee\n\ndrie", "<p>Een<br>twee</p><p>drie</p>"),
    ("- a\n- b\n  c\nd", "<ul><li>a</li><li>b<br>c</li></ul><p>d</p>"),
    ("1. a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
    ("> a\n> b\nc", "<blockquote><p>a<br>b</p></blockquote><p>c</p>"),
    ("> a\n>\n> - b", "<blockquote><p>a</p><ul><li>b</li></ul></blockquote>"),
    ("**vet** en _schuin_ en **_beide_**", "<p><b>vet</b> en <i>schuin</i> en <b><i>beide</i></b></p>"),
    ("snake_case_woord 3 * 4 * 5", "<p>snake_case_woord 3 * 4 * 5</p>"),
    ("[hier](https://a.example/) en http://b.example", '<p><a href="https://a.example/">hier</a> en <a href="http://b.example">http://b.example</a></p>'),
    ("<b>niet</b> <script>alert(1)</script>", "<p>&lt;b&gt;niet&lt;/b&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
    ("[x](javascript:alert)", "<p>x</p>"),
    ("![kat](https://elders.example/kat.png) en", "<p>en</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), MARKUP)
def test_plain_text_means_the_same_as_the_editor(typed: str, expected: str) -> None:
    assert kept_markup(typed) == expected


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab <>&\"'*_[](){}/\\:@.!-\n\t#=>1\u202e\u200d\u0301é"), max_size=80))
def test_any_text_is_kept_as_it_stays(text: str) -> None:
    for is_html in (True, False):
        try:
            made = clean_typed(Typed(text, is_html=is_html), by=None).html
        except ValidationError:
            continue
        assert stored(lines_of_html(made, is_kept=True)) == made
        html = BeautifulSoup(shown(made), "html.parser")
        assert {tag.name for tag in html.find_all()} <= {"p", "br", "b", "i", "ul", "ol", "li", "blockquote", "a"}


def test_nothing_and_too_much_are_refused() -> None:
    for text in ("", " \n", "<p><br></p>", "\u200b\u2060", "<script>x</script>"):
        with pytest.raises(ValidationError, match="Schrijf eerst iets"):
            clean_typed(Typed(text, is_html=True), by=None)
    for text, is_html in (("a" * 200_000, False), ("<p>a</p>" * 40_000, True), ("b " * LONGEST, True)):
        with pytest.raises(ValidationError, match="passen") as refused:
            clean_typed(Typed(text, is_html=is_html), by=None)
        assert refused.value.code == "too_long"
    with pytest.raises(ValidationError, match="50 links"):
        clean_typed(Typed(" ".join(f"https://a.example/{n}" for n in range(51)), is_html=False), by=None)


def test_a_thousand_mentions_are_refused_in_few_queries(django_assert_max_num_queries: object) -> None:
    profiles = [MemberProfileFactory() for _ in range(21)]
    links = "".join(f'<a href="/leden/{profiles[n % 21].public_id}/">@x</a> ' for n in range(1000))
    with django_assert_max_num_queries(4), pytest.raises(ValidationError, match="20 mensen"):  # type: ignore[operator]
        clean_typed(Typed(links, is_html=True), by=None)


def test_a_mention_keeps_the_key_and_never_the_name() -> None:
    profile = MemberProfileFactory(user__first_name="Fatima", user__last_name="Haddad")
    reader = UserFactory()
    text = clean_typed(
        Typed(f'<p>Dank <a href="/leden/{profile.public_id}/">@Fatima Haddad</a>!</p>', is_html=True), by=reader
    )
    assert text.html == f'<p>Dank <a linktype="member" id="{profile.user_id}"></a>!</p>'
    assert (text.member_ids, text.plain) == ((profile.user_id,), "Dank @…!")
    assert (
        shown(text.html, to=reader)
        == f'<p>Dank <a class="mention" href="/leden/{profile.public_id}/">@Fatima Haddad</a>!</p>'
    )
    assert shown(text.html) == '<p>Dank <span class="mention">@Lid van het netwerk</span>!</p>'
    profile.user.is_active = False
    profile.user.save()
    assert shown(text.html, to=reader) == '<p>Dank <span class="mention">@Oud-lid</span>!</p>'


def test_a_name_that_is_typed_is_a_mention_where_it_means_one() -> None:
    profile = MemberProfileFactory(user__first_name="Fatima", user__last_name="Haddad")
    MemberProfileFactory(user__first_name="Stille", user__last_name="Wim", name_visibility=Visibility.PRIVATE)
    for _ in range(2):
        MemberProfileFactory(user__first_name="Jan", user__last_name="Jansen")
    initiative = InitiativeFactory(title="Buurttuin De Akker")
    text = clean_typed(
        Typed(
            "@fatima haddad, @Jan Jansen, @Stille Wim en @Buurttuin De Akker weten het. x@Fatima Haddad", is_html=False
        ),
        by=None,
    )
    assert text.html == (
        f'<p><a linktype="member" id="{profile.user_id}"></a>, @Jan Jansen, @Stille Wim en '
        f'<a linktype="initiative" id="{initiative.pk}"></a> weten het. x@Fatima Haddad</p>'
    )
    assert (text.member_ids, text.initiative_ids) == ((profile.user_id,), (initiative.pk,))


def test_links_to_pages_move_along_and_are_plain_words_where_nobody_may_go() -> None:
    initiative = InitiativeFactory(title="Buurttuin De Akker")
    url = initiative.get_url()
    text = clean_typed(Typed(f"[de tuin]({url}) en [@x]({url}) en http://localhost:8000{url}", is_html=False), by=None)
    pk = initiative.pk
    assert text.html == (
        f'<p><a linktype="page" id="{pk}">de tuin</a> en <a linktype="initiative" id="{pk}"></a> en '
        f'<a linktype="page" id="{pk}"></a></p>'
    )
    assert (text.initiative_ids, text.link_hosts) == ((pk,), ())
    assert shown(text.html) == (
        f'<p><a href="{url}">de tuin</a> en <a class="mention" href="{url}">@Buurttuin De Akker</a> en '
        f'<a href="{url}">Buurttuin De Akker</a></p>'
    )
    initiative.unpublish()
    assert (
        shown(text.html)
        == '<p>de tuin en <span class="mention">@een initiatief</span> en een pagina die er niet is</p>'
    )


def test_a_quote_says_who_wrote_it_to_who_may_read_that() -> None:
    profile = MemberProfileFactory(user__first_name="Fatima", user__last_name="Haddad")
    post = PostFactory(topic=TopicFactory(forum=ForumFactory(read_by="members")), author=profile.user)
    reader = UserFactory()
    text = clean_typed(
        Typed(
            f'<blockquote><a href="/forum/bericht/{post.pk}/">Wie dan ook schreef:</a><br>De sleutel.</blockquote>Ja.',
            is_html=True,
        ),
        by=reader,
    )
    assert (
        text.html == f'<blockquote><p><a linktype="post" id="{post.pk}"></a><br>De sleutel.</p></blockquote><p>Ja.</p>'
    )
    assert text.member_ids == ()
    assert "Fatima Haddad schreef:" in shown(text.html, to=reader)
    with translation.override("en"):
        assert "Fatima Haddad wrote:" in shown(text.html, to=reader)
    assert "Iemand schreef:" in shown(text.html)


def attachment(**fields: object) -> Attachment:
    fields = {
        "file": "forum/x.png",
        "name": "x.png",
        "content_type": "image/png",
        "size": 2048,
        "width": 4,
        "height": 3,
    } | fields
    return Attachment.objects.create(**fields)


def test_what_is_attached_stands_on_a_line_of_its_own() -> None:
    me = UserFactory()
    picture, file = attachment(uploader=me), attachment(uploader=me, name="plan <b>.pdf", width=None, height=None)
    foreign = attachment(uploader=UserFactory())
    trix = json.dumps({"key": str(picture.public_id), "alt": 'een "kat"', "contentType": "image/png"})
    html = (
        f"<div>voor<figure data-trix-attachment='{trix}'><img src='x'></figure>na</div>"
        f"<figure data-trix-attachment='{json.dumps({'key': str(file.public_id)})}'></figure>"
        f"<figure data-trix-attachment='{json.dumps({'key': str(foreign.public_id)})}'></figure>"
    )
    text = clean_typed(Typed(html, is_html=True), by=me)
    assert text.html == (
        f'<p>voor</p><figure><img data-attachment="{picture.public_id}" alt="een &quot;kat&quot;"></figure><p>na</p>'
        f'<p><a linktype="attachment" id="{file.public_id}"></a></p>'
    )
    assert text.attachment_ids == (picture.public_id, file.public_id)
    made = shown(text.html)
    assert f'<img src="/forum/bijlage/{picture.public_id}/" alt="een &quot;kat&quot;" width="4" height="3"' in made
    assert "plan &lt;b&gt;.pdf (PDF, 2,0" in made
    assert stored(lines_of_html(text.html, is_kept=True)) == text.html
    added = clean_typed(Typed("tekst", is_html=False), by=me, attachment_ids=(picture.public_id, uuid.uuid4()))
    assert added.html == f'<p>tekst</p><figure><img data-attachment="{picture.public_id}" alt=""></figure>'


def test_plain_words_for_searching() -> None:
    body = "<p>Een &amp; <b>twee</b><br>drie</p><ul><li>a</li><li>b</li></ul>"
    body += '<figure><img data-attachment="x" alt="kat"></figure>'
    assert plain_text(body) == "Een & twee\ndrie\n\na\nb\n\nkat"


def test_showing_costs_the_same_for_one_text_and_for_many(django_assert_num_queries: object) -> None:
    topic = TopicFactory(author=MemberProfileFactory().user)
    body = (
        '<p><a linktype="member" id="{n}"></a> <a linktype="page" id="{n}">x</a></p>'
        '<blockquote><p><a linktype="post" id="{n}"></a></p></blockquote>'
    )
    for many in (1, 30):
        bodies = {n: body.format(n=topic.author_id + n) for n in range(many)}
        with generation_of_request():
            rendered(bodies, to=None)  # pages are remembered
            with django_assert_num_queries(2):  # type: ignore[operator]
                rendered(bodies, to=None)


def test_cleaning_on_the_way_out_is_what_stops_a_bad_row(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = (
        '<p onclick="x()">a<script>alert(1)</script><a href="javascript:alert(1)">b</a><img src=x onerror=alert(1)></p>'
    )
    assert shown(bad) == f'<p>a<a rel="{rendering.REL}">b</a><img></p>'

    class Nothing:
        def clean(self, html: str) -> str:
            return html

    monkeypatch.setattr(rendering, "CLEANER", Nothing())
    assert shown(bad) == bad
