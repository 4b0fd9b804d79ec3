"""What initiatives look for and offer: keeping it up, finding it, bringing two of them together."""
