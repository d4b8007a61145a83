"""A SPARQL 1.1 endpoint over a store, with a page to query it; it answers this machine only, and writes only with the token."""

from graph.endpoint.application import HOSTS, application

__all__ = ["HOSTS", "application"]
