"""Buddies: an experienced initiative goes along with a starting one for a while."""
