"""What templates show of topics and posts: plain values, so that showing asks nothing of the database."""

from dataclasses import dataclass

from community.forums.reading.moments import Moment
from community.members.queries import Person
from community.themes.queries import ThemeBadge
from foundation.cards import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A topic in a list. `url` leads a member to the first post that is new to them.

    fresh: what is new to a member ("New", "3 new"), "" for nothing and to visitors. state: why others do not see it.
    """

    title: str
    url: str
    kind: str
    theme: ThemeBadge | None
    forum: str  # its name, "" where the list is of one forum
    answers: int
    answers_word: str
    is_answered: bool
    is_pinned: bool
    is_locked: bool
    fresh: str
    last_said: str  # by whom, in words
    last: Moment
    state: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """The post that another one answers."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Act:
    """A page on which somebody does something with a post."""

    url: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What somebody may do with a post: where the buttons send, "" for what they may not, and the other ways."""

    thank: str = ""
    choose: str = ""
    links: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post as one reader sees it.

    url: permanent. state: "" for what everybody sees, else waiting, hidden or deleted, with the reason where there is
    one; without html only that is told. thanked: this reader is among the thankful.
    """

    pk: int
    number: int
    url: str
    author: Person
    written: Moment
    anchor: str = ""  # its name within the page
    html: str = ""  # safe
    initiative: Card | None = None
    role: str = ""  # of its writer in this topic
    is_answer: bool = False
    is_new: bool = False
    begins_new: bool = False  # the first one that is new
    reply_to: ReplyTo | None = None
    edited: str = ""  # "changed on 3 november, 10.12 uur"
    history: str = ""
    thanks: str = ""  # how many are thankful; "" for nobody
    thanks_words: str = ""
    thanked: bool = False
    state: str = ""
    reason: str = ""
    acts: Acts = Acts()
