"""gunicorn's configuration of `make run`. Production has its own flags: see docs/operations.md."""

import os
from pathlib import Path
from typing import Any

chdir = str(Path(__file__).resolve().parents[2])
pythonpath = "site"
preload_app = True  # the application is read once, and is there when the address is printed
workers = 2
worker_class = "gthread"
threads = 4
control_socket_disable = True
loglevel = "warning"


def when_ready(_server: Any) -> None:
    """Say where the site is, once it answers."""
    # Read here once, rather than by the first visitor of each worker.
    from django.urls import get_resolver  # noqa: PLC0415 - there is no Django before gunicorn loads the application

    get_resolver().url_patterns  # noqa: B018 - a property that reads all addresses
    address, accounts = os.environ["LAUNCH_ADDRESS"], Path(os.environ["LAUNCH_ACCOUNTS"])
    print(f"\nThe knowledge network is at {address} and its admin at {address}admin/")
    if accounts.exists():
        print(accounts.read_text(encoding="utf-8").rstrip())
    print("Stop it with Ctrl-C. What you enter is kept; `make reset` starts over.", flush=True)
