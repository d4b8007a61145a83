"""The test suites of the W3C for SPARQL 1.1, run over HTTP."""
