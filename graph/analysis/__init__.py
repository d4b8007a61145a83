"""What SPARQL cannot ask: dominators of the dependency graph, circles of money, and measures over years and blocs."""
