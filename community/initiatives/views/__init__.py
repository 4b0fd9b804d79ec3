"""What answers at the addresses of initiatives: one concept a file."""
