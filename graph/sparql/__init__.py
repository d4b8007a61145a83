"""SPARQL: the engines that answer it, limits on what a query may do, and answers and errors in plain form."""
