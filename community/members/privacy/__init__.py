"""What privacy law asks for: agreeing to terms, a copy of one's data, leaving."""
