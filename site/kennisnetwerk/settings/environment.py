"""Where the settings come from: the process environment and, beside manage.py, an optional .env file."""

from pathlib import Path

import environ

PROJECT_ROOT = Path(__file__).resolve().parents[3]

env = environ.Env()
environ.Env.read_env(PROJECT_ROOT / ".env", overwrite=False)

# Everything the running site writes (database, uploads, drawings, collected static files) lives here.
VAR_ROOT = Path(env.str("VAR_ROOT", default=str(PROJECT_ROOT / "var")))
VAR_ROOT.mkdir(parents=True, exist_ok=True)
