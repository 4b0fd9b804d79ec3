"""Who belongs to an initiative: joining, inviting, owning, leaving."""
