"""Work in the background."""

from django.conf import settings
from django_tasks import task

from community.notifications.delivery.sending import send_due
from community.notifications.telling import tell

SECONDS_OF_A_TASK = 40  # then other work has its turn


@task()
def tell_everybody(announcement_pk: int) -> None:
    """Give everybody concerned a notification, and have the mails sent that must go at once."""
    tell(announcement_pk)
    if settings.BACKGROUND_WORKER:  # else a page would wait for the mail server: `send_notifications` sends them
        send_mails.enqueue()


@task()
def send_mails() -> None:
    """Send the mails that are due; where there are more of them, in several turns."""
    if send_due(seconds=SECONDS_OF_A_TASK).ran_out_of_time:
        send_mails.enqueue()
