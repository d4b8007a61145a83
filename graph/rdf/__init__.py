"""How records are written in RDF, and read back exactly."""
