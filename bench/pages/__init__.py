"""What each type of public page costs, beside an empty Wagtail page measured in the same run."""
