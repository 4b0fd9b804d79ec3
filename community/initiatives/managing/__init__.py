"""Where owners find everything about their initiatives."""
