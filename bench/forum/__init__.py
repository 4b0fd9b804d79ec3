"""What the forum costs, with ten thousand posts and with a million, beside an empty Wagtail page of the same run."""
