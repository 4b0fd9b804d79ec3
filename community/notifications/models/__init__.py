"""News for people, how they want to hear of it, and what was mailed."""

from community.notifications.models.announcement import Announcement
from community.notifications.models.incoming import IncomingMail
from community.notifications.models.mailbox import Bounce, MailStop
from community.notifications.models.notification import Notification
from community.notifications.models.preferences import Channel, FollowChoice, KindChoice, NotificationSettings

__all__ = [
    "Announcement",
    "Bounce",
    "Channel",
    "FollowChoice",
    "IncomingMail",
    "KindChoice",
    "MailStop",
    "Notification",
    "NotificationSettings",
]
