"""The one app of the empty site."""
