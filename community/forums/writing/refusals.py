"""What the forum says no to, with a word of why for who asks."""

from django.utils.translation import gettext as _


class Refusal(Exception):  # noqa: N818 - it reads as what it is
    """Something may not be said or done now; `message` says why, in the language in use."""

    def __init__(self, message: str) -> None:
        """Take the words."""
        super().__init__(message)
        self.message = message


class ForumClosedError(Refusal):
    """The forum is archived, or this person may not post where the topic is now."""


class LockedError(Refusal):
    """A moderator locked the topic."""


class TopicGoneError(Refusal):
    """The topic is hidden or deleted."""


class ChangedMeanwhileError(Refusal):
    """Somebody else changed the post since this person began."""


class TooLateError(Refusal):
    """The time in which somebody may change what they wrote is over."""


def forum_closed() -> ForumClosedError:
    """No one posts in an archived forum."""
    return ForumClosedError(_("This forum is closed meanwhile: nobody can post in it any more. Your text is kept."))


def moved_away() -> ForumClosedError:
    """A moderator moved the topic to where this person may not post."""
    return ForumClosedError(_("This topic was moved to a forum in which you cannot post. Your text is kept."))


def locked() -> LockedError:
    """Nobody answers in a locked topic."""
    return LockedError(_("A moderator locked this topic meanwhile: nobody can answer any more. Your text is kept."))


def topic_gone() -> TopicGoneError:
    """A topic that is not there any more."""
    return TopicGoneError(_("This topic is not there any more: it was deleted or hidden. Your text is kept."))


def topic_waits() -> TopicGoneError:
    """A topic that is not there yet."""
    return TopicGoneError(_("A moderator has to look at this topic first. Your text is kept: answer later."))


def changed_meanwhile() -> ChangedMeanwhileError:
    """The post is another one than this person had before them."""
    return ChangedMeanwhileError(
        _("This post was changed meanwhile. Look at the latest text below, put yours into it, and save again.")
    )


def too_late() -> TooLateError:
    """Somebody may not change the post any more."""
    return TooLateError(_("This post cannot be changed any more. Write what you want to add in a new post."))
