"""What does the searching."""

from .environment import env

# Empty: the database. Else elasticsearch://user:password@host:9200,other-host:9200/prefix?replicas=1 or opensearch://.
SEARCH_URL = env.str("SEARCH_URL", default="")

# Seconds between two rounds in which a process writes what it counted of searches; None: only by search.usage.flush().
SEARCH_USAGE_EVERY: float | None = 5

# Whether a process brings a search server up to date by itself when it answers again after it was away.
SEARCH_HEALS_ITSELF = True
