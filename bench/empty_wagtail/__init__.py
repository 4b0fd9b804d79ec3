"""A Wagtail site as `wagtail start` makes it, with one empty page: the yardstick of bench.pages."""
