"""The two components that Streamlit lacks: a canvas that draws a network, and a text with marked passages."""
