"""Searching for programs: JSON at addresses that stay."""
