"""What writers may do in rich text."""

TEXT_FEATURES = ["h3", "bold", "ol", "ul", "link", "document-link"]
STORY_FEATURES = ["bold", "ul", "link"]
