"""How the directory bears up as the network grows."""
