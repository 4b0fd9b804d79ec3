"""What apps above may want to know about the vocabulary."""

from django.dispatch import Signal

# Sent in the transaction, before tags go: `tags` (their primary keys) and `into`, the tag that takes their place.
tags_merged = Signal()
