"""Settings of the forum."""

from .environment import env

# Whether what new members write first waits for a moderator in every forum; else each forum says so for itself.
FORUM_FIRST_POSTS_WAIT = env.bool("FORUM_FIRST_POSTS_WAIT", default=False)

# Seconds for which a page of the forum is kept for visitors; members always get what is there now.
FORUM_PAGES_KEPT = env.int("FORUM_PAGES_KEPT", default=10)
