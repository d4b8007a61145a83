"""The pages of the app, one file each, and the nouns they share."""
