"""`python -m bench.forum.fill POSTS TOPICS`: fill the database in the environment, and say as JSON what is where."""

import json
import os
import sys
import time
from pathlib import Path

OUT = "BENCH_FORUM_OUT"  # the file that says what is where


def main() -> None:
    """Make the network and its talk."""
    import django  # noqa: PLC0415 - the settings read the environment

    django.setup()
    from django.conf import settings  # noqa: PLC0415 - as above
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from bench.forum import collection  # noqa: PLC0415
    from community.members.actions import agree_to_terms, make_account  # noqa: PLC0415
    from home.setup import set_up_network  # noqa: PLC0415

    posts, topics = map(int, sys.argv[1:3])
    call_command("migrate", verbosity=0)
    set_up_network()
    started = time.perf_counter()
    collection.fill(posts, topics)
    reader = make_account("lezer@bench.example", "bench", first_name="Lena", last_name="Lezer")
    collection.read_some(reader)
    collection.let_everybody_follow()
    cookies = []
    for person in [reader, *collection.writers()]:
        agree_to_terms(person)
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    print(f"{posts} posts in {topics} topics made in {time.perf_counter() - started:.0f} s", flush=True)
    told = {**collection.addresses(), "cookie": cookies[0], "writers": cookies[1:]}
    told["csrf_cookie"] = settings.CSRF_COOKIE_NAME
    Path(os.environ[OUT]).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
