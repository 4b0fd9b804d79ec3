"""What members follow."""
