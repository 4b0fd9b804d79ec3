"""`python -m bench.forum.posting`: what answering costs in a topic that 500 people follow, in the filled database.

The answer is timed until all of it is saved; indexing and telling wait for the worker, as on a real server. What the
worker then does is counted in queries.
"""

import json
import os
import time
from pathlib import Path

OUT = "BENCH_FORUM_POSTED"  # the file for what was measured
FOLLOWERS, ANSWERS = 500, 40


def main() -> None:
    """Answer, tell, and write down what it took."""
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from django.contrib.contenttypes.models import ContentType  # noqa: PLC0415 - as above
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from community.forums.models import Standing, Topic  # noqa: PLC0415
    from community.forums.writing.actions import reply  # noqa: PLC0415
    from community.forums.writing.text import clean_typed  # noqa: PLC0415
    from community.members.models import Follow, User  # noqa: PLC0415
    from community.notifications.models import Notification  # noqa: PLC0415
    from community.notifications.telling import tell_waiting  # noqa: PLC0415
    from foundation.rich_text import Typed  # noqa: PLC0415

    topic = Topic.objects.order_by("-pk")[1]
    people = list(User.objects.order_by("pk")[:FOLLOWERS])
    content_type = ContentType.objects.get_for_model(Topic)
    Follow.objects.filter(content_type=content_type, object_id=topic.pk).delete()
    Follow.objects.bulk_create(
        [Follow(user=user, content_type=content_type, object_id=topic.pk) for user in people], ignore_conflicts=True
    )
    Standing.objects.update(fixed=Standing.Trust.TRUSTED)
    taken = []
    for number in range(ANSWERS):
        writer = people[number]
        started = time.perf_counter()
        text = clean_typed(Typed(f"Bij ons ligt hij bij de bakker, nummer {number}.", is_html=False), by=writer)
        reply(topic, by=writer, text=text)
        taken.append((time.perf_counter() - started) * 1000)
    tell_waiting()
    before = Notification.objects.count()
    text = clean_typed(Typed("En bij ons bij de kapper.", is_html=False), by=people[-1])
    reply(topic, by=people[-1], text=text)
    with CaptureQueriesContext(connection) as captured:
        tell_waiting()
    told = Notification.objects.count() - before
    taken.sort()
    figures = {"p95": taken[int(len(taken) * 0.95)], "median": taken[len(taken) // 2], "told": told}
    figures["queries"] = sum(
        not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")) for query in captured
    )
    Path(os.environ[OUT]).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
