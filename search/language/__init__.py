"""The language of searching: one analysis of documents and queries, shared by every engine."""
