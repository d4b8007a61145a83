"""From articles to claims: sources, the spaCy pipeline that reads them, and what it finds."""
