"""Measurements, each of which runs with one command: see README.md in this folder."""
