"""Editing the profile of an initiative on the site, by its owners."""
