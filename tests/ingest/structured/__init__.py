"""Tests of `ingest.structured`."""
