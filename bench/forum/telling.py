"""`python -m bench.forum.telling`: tell of what was posted, as the worker does, and count the queries of the last."""

import json
import os
from pathlib import Path

OUT = "BENCH_FORUM_TOLD"  # the file for what was measured
NO_QUERY = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def main() -> None:
    """Tell, and write down how many people were told with how many queries."""
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from community.notifications.models import Announcement, Notification  # noqa: PLC0415
    from community.notifications.telling import tell  # noqa: PLC0415

    *others, last = Announcement.objects.filter(done=None).order_by("pk").values_list("pk", flat=True)
    for pk in others:
        tell(pk)
    before = Notification.objects.count()
    with CaptureQueriesContext(connection) as captured:
        tell(last)
    figures = {
        "people": Notification.objects.count() - before,
        "queries": sum(not query["sql"].startswith(NO_QUERY) for query in captured),
    }
    Path(os.environ[OUT]).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
