"""What is measured, on whose words, with floors: `make bench`."""
