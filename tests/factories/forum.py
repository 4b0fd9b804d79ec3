"""Forums with what is said in them, for tests."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from community.forums.counting import change_forum, note_new_post
from community.forums.models import Forum, Post, Topic, Visibility
from tests.factories.people import UserFactory


class ForumFactory(DjangoModelFactory):
    """A forum that everybody reads and members post in."""

    class Meta:
        model = Forum

    name = factory.Sequence(lambda number: f"Forum {number}")
    slug = factory.Sequence(lambda number: f"forum-{number}")
    description = "Waar we over praten."


class TopicFactory(DjangoModelFactory):
    """A question with its first post, counted as one that somebody posted."""

    class Meta:
        model = Topic
        skip_postgeneration_save = True

    forum = factory.SubFactory(ForumFactory)
    author = factory.SubFactory(UserFactory)
    title = factory.Sequence(lambda number: f"Hoe doen jullie dat met de sleutel {number}?")
    slug = factory.Sequence(lambda number: f"sleutel-{number}")

    @factory.post_generation
    def first_post(self, create: bool, extracted: object, **fields: object) -> None:
        """Write the first post; `first_post__body=...` says what."""
        if not create:
            return
        if self.visibility == Visibility.VISIBLE:
            change_forum(self.forum_id, topics=1)
        PostFactory(topic=self, author=self.author, written=self.begun, **fields)


class PostFactory(DjangoModelFactory):
    """One more post in a topic, counted."""

    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    author = factory.SubFactory(UserFactory)
    body = "<p>Bij ons ligt hij bij de bakker.</p>"
    written = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Post], *args: object, **fields: object) -> Post:
        topic = fields["topic"]
        topic.refresh_from_db()
        topic.last_number += 1
        topic.save(update_fields=["last_number"])
        post = super()._create(model_class, *args, number=topic.last_number, **fields)
        if post.visibility == Visibility.VISIBLE:
            note_new_post(topic, post)
        return post
