"""`python -m bench.forum.soaked`: whether every text that many wrote is there once, and the forum counts right."""

import json
import os
from collections import Counter
from pathlib import Path

TEXTS, OUT = "BENCH_FORUM_TEXTS", "BENCH_FORUM_SOAKED"  # the files with what was written, and for what was found


def main() -> None:
    """Look, and write it down."""
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from community.forums.checking import check  # noqa: PLC0415 - as above
    from community.forums.models import Post  # noqa: PLC0415

    keys = json.loads(Path(os.environ[TEXTS]).read_text(encoding="utf-8"))
    there = Counter(
        body.removesuffix(".</p>").rpartition(" ")[2]
        for body in Post.objects.filter(body__contains="Bij ons is het sleutel ").values_list("body", flat=True)
    )
    figures = {
        "lost": sum(key not in there for key in keys),
        "doubled": sum(number > 1 for number in there.values()),
        "drifts": sum(1 for _drift in check(fix=False)),
    }
    Path(os.environ[OUT]).write_text(json.dumps(figures), encoding="utf-8")


if __name__ == "__main__":
    main()
