"""Tests of `graph.judgements`."""
