"""News by mail."""
