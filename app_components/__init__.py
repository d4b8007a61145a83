"""The two components that Streamlit lacks: a canvas that draws a network, and a passage of text with marks."""
