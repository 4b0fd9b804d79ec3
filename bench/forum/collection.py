"""Made-up talk by the million, written in bulk; what is measured says the same in a small forum and a large one."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone

from community.forums.models import Forum, Post, Standing, Topic, TopicReading
from community.members.models import Follow, MemberProfile, User
from community.themes.models import Theme, ThemeOverview
from foundation.generation import next_generation

SEED = 2027
PEOPLE, WRITERS, FORUMS, THEMES = 501, 40, 9, 12  # whoever writes is told nothing of it: 500 are
LONG, MEASURED = 2_000, 20  # posts of the long topic, which a small forum has shorter, and of the measured one
SHARE_OF_LONG = 20  # the long topic has at most one post in so many
BATCH = 2_000
UNUSABLE = "!bench"  # no hasher ever writes this
FIRST_DAY = datetime(2018, 1, 1, tzinfo=UTC)
READ = 40  # the topics on top that whoever is signed in has read half of
TALK = (
    "wij hebben vorig jaar een sleutel van het dorpshuis bij de bakker gelegd en dat werkt nog steeds al moet je wel "
    "iemand vragen die de lijst bijhoudt want anders weet na een maand niemand meer wie hem heeft en dan sta je voor "
    "een dichte deur met twintig stoelen in een aanhanger terwijl de koffie al staat te pruttelen op de subsidie"
)


def words(chance: random.Random, number: int) -> str:
    """So many words, as a sentence."""
    return " ".join(chance.choices(TALK.split(), k=number)).capitalize()


def fill(posts: int, topics: int) -> None:
    """Make a forum with so many topics and posts in all, in an empty network."""
    people = make_people()
    forums = make_forums()
    themes = list(Theme.objects.filter(locale__language_code="nl").order_by("pk"))
    long = min(LONG, posts // SHARE_OF_LONG)
    sizes = [long, *spread(posts - long - MEASURED, topics - 2), MEASURED]
    numbers = iter(enumerate(sizes))
    step = (timezone.now() - timedelta(days=2) - FIRST_DAY) / (len(sizes) + 1)
    while batch := list(islice(numbers, BATCH)):
        rows = [topic(number, size, people, forums, themes, step) for number, size in batch]
        saved = Topic.objects.bulk_create(rows, batch_size=BATCH)
        every = posts_of(saved, people)
        while part := list(islice(every, BATCH)):
            Post.objects.bulk_create(part, batch_size=BATCH)
        print(f"\r{batch[-1][0] + 1} topics", end="", flush=True)
    print()
    note_counts(forums)
    next_generation()


def spread(posts: int, topics: int) -> list[int]:
    """How many posts each topic has: together as many as there are to be."""
    least, more = divmod(posts, topics)
    return [least + (number < more) for number in range(topics)]


def make_people() -> list[User]:
    """The people who write; each shows their name to everybody."""
    User.objects.bulk_create(
        User(email=f"buur{number}@bench.example", first_name="Buur", last_name=f"Nummer{number}", password=UNUSABLE)
        for number in range(PEOPLE)
    )
    people = list(User.objects.order_by("pk"))
    MemberProfile.objects.bulk_create(MemberProfile(user=user, name_visibility="public") for user in people)
    return people


def make_forums() -> list[Forum]:
    """The forums, and themes for their topics."""
    overview = ThemeOverview.objects.get(locale__language_code="nl")
    for order in range(THEMES):
        theme = Theme(title=f"Thema {order}", slug=f"thema-{order}", tagline="x", house="energie", colour="#F4B92E")
        overview.add_child(instance=theme)
    return Forum.objects.bulk_create(
        Forum(name=f"Forum {order}", slug=f"forum-{order}", description="Waar we over praten.", order=order)
        for order in range(FORUMS)
    )


def topic(  # noqa: PLR0913 - all that a topic is made of
    number: int, size: int, people: list[User], forums: list[Forum], themes: list[Theme], step: timedelta
) -> Topic:
    """One topic; each third one is a question without answer."""
    chance = random.Random(SEED * 1_000_003 + number)  # noqa: S311 - no secret
    begun = FIRST_DAY + step * number
    return Topic(
        forum=forums[number % FORUMS],
        kind=Topic.Kind.QUESTION if number % 3 == 0 else Topic.Kind.CONVERSATION,
        title=f"{words(chance, 9)}?",
        slug=f"onderwerp-{number}",
        author=chance.choice(people),
        theme=themes[number % len(themes)],
        begun=begun,
        post_count=size,
        last_number=size,
        last_posted=begun + timedelta(minutes=size),
        last_author=people[(number + size) % PEOPLE],
    )


def posts_of(topics: list[Topic], people: list[User]) -> Iterator[Post]:
    """The posts of these topics, in their order."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    texts = [f"<p>{words(chance, 30)}.</p><p>{words(chance, 25)}.</p>" for _number in range(200)]
    for each in topics:
        for number in range(1, each.last_number + 1):
            is_last = number == each.last_number
            yield Post(
                topic=each,
                number=number,
                author_id=each.last_author_id if is_last else people[(each.pk * 7 + number) % PEOPLE].pk,
                body=texts[number % len(texts)],
                written=each.begun + timedelta(minutes=number),
            )


def note_counts(forums: list[Forum]) -> None:
    """Write what forums and people count."""
    counted = Topic.objects.order_by().values("forum").annotate(number=Count("pk"), said=Sum("post_count"))
    for row in counted:
        Forum.objects.filter(pk=row["forum"]).update(
            topic_count=row["number"], post_count=row["said"], last_posted=timezone.now()
        )
    written = Post.objects.order_by().values("author").annotate(number=Count("pk"))
    Standing.objects.bulk_create(
        Standing(user_id=row["author"], post_count=row["number"], first_posted=FIRST_DAY) for row in written
    )


def read_some(user: User) -> None:
    """Let somebody have read half of the topics on top of each list."""
    newest = Topic.objects.order_by("-last_posted")[: READ * FORUMS]
    TopicReading.objects.bulk_create(
        TopicReading(user=user, topic=each, read_until=each.last_number // 2, visited=timezone.now())
        for each in newest[::2]
    )


def followed_topic() -> Topic:
    """The topic that everybody follows: the last but one."""
    return Topic.objects.order_by("-pk")[1]


def let_everybody_follow() -> None:
    """Let all people who write follow one topic."""
    content_type = ContentType.objects.get_for_model(Topic)
    topic_id = followed_topic().pk
    Follow.objects.bulk_create(
        Follow(user_id=pk, content_type=content_type, object_id=topic_id)
        for pk in User.objects.filter(email__startswith="buur").values_list("pk", flat=True)
    )


def writers() -> list[User]:
    """Those who sign in to write; trusted, so that they may write much."""
    people = list(User.objects.filter(email__startswith="buur").order_by("pk")[:WRITERS])
    Standing.objects.filter(user__in=people).update(fixed=Standing.Trust.TRUSTED)
    return people


def addresses() -> dict[str, Any]:
    """Where what is measured stands."""
    measured = Topic.objects.order_by("-pk").first()
    long = Topic.objects.order_by("pk").first()
    assert measured is not None  # noqa: S101 - it was made above
    assert long is not None  # noqa: S101 - as above
    last_page = (long.last_number - 1) // 20 + 1
    return {
        "overview": reverse("forum_index"),
        "forum": reverse("forum", args=(measured.forum.slug,)),
        "topic": reverse("topic", args=(measured.pk, measured.slug)),
        "topics": reverse("forum_topics"),
        "unanswered": f"{reverse('forum_topics')}?toon=onbeantwoord",
        "new": f"{reverse('forum_topics')}?toon=nieuw",
        "answer": reverse("reply", args=(measured.pk,)),
        "answer_to_500": reverse("reply", args=(followed_topic().pk,)),
        "long_topic": f"{reverse('topic', args=(long.pk, long.slug))}?pagina={last_page}",
    }
