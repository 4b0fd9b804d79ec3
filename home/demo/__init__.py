"""A believable network of invented people in real municipalities, to look at and to play with."""
