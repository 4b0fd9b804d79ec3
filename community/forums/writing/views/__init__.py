"""The pages of writing."""
