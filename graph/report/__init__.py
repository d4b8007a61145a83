"""Static reports: one HTML file about a company or a question, with every sentence behind it, that opens without a server."""
