"""Tests of `graph.sparql`."""
