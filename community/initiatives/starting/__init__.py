"""Starting an initiative: does it exist already, else a short form that makes its page."""
