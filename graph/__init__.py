"""The landscape as a graph: claims, the store that holds them, the facts computed from them, and the questions they answer."""
