"""What of the W3C's test suites for SPARQL 1.1 an endpoint passes, over HTTP: `python -m bench.conformance FOLDER`.

FOLDER is a copy of w3c/rdf-tests, or of its part on SPARQL 1.1. Without --endpoint, an endpoint over an empty store is served for the tests
and stopped after them. The tests write: give no endpoint whose data you want to keep. Tests of entailment regimes are left out.
"""

import argparse
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.w3c import evaluation
from bench.w3c.client import Client
from bench.w3c.exchanges import Exchanges, description
from bench.w3c.suite import Suite, Test

_TOKEN = "CONFORMANCE_TOKEN"  # noqa: S105  # the name of a variable

GROUPS: Mapping[str, Sequence[str]] = {
    "protocol": ("ProtocolTest",),
    "query": ("QueryEvaluationTest", "CSVResultFormatTest"),
    "update": ("UpdateEvaluationTest",),
    "syntax": ("PositiveSyntaxTest11", "NegativeSyntaxTest11", "PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11"),
    "graph store": ("GraphStoreProtocolTest",),
    "service description": ("ServiceDescriptionTest",),
}
"""Groups of tests with the kinds that the manifests call them by."""


def measure(suite: Suite, client: Client) -> dict[str, list[tuple[Test, str]]]:
    """Each test by group, with the reason why it fails, "" where it passes."""
    exchanges = Exchanges(client, suite)
    runners: Mapping[str, Callable[[Test], str]] = {
        "protocol": exchanges.run,
        "query": lambda test: evaluation.query(client, suite, test),
        "update": lambda test: evaluation.update(client, suite, test),
        "syntax": lambda test: evaluation.syntax(client, suite, test),
        "graph store": exchanges.run,
        "service description": lambda test: description(client, test),
    }
    group_of = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    found: dict[str, list[tuple[Test, str]]] = defaultdict(list)
    for test in suite.tests():
        if test.kind in group_of and test.folder != "entailment":
            found[group_of[test.kind]].append((test, runners[group_of[test.kind]](test)))
    return found


def report(found: Mapping[str, Sequence[tuple[Test, str]]]) -> str:
    """The table, then each failure by group."""
    lines = ["| group | passed | of |", "|---|---|---|"]
    lines += [f"| {group} | {sum(not fault for _, fault in found.get(group, ()))} | {len(found.get(group, ()))} |" for group in GROUPS]
    for group in GROUPS:
        failed = [(test, fault) for test, fault in found.get(group, ()) if fault]
        lines += (
            [f"\n{group}:", *(f"- {test.folder}/{test.id.rsplit('#', 1)[-1]} ({test.name}): {fault}" for test, fault in failed)] if failed else []
        )
    return "\n".join(lines) + "\n"


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The address and the token of an endpoint over an empty store, in a process of its own on this machine."""
    token = secrets.token_urlsafe(16)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "graph", "--store", f"{folder}/store.db", "serve", "--port", str(port), "--token-env", _TOKEN]
        server = subprocess.Popen(command, env={**os.environ, _TOKEN: token}, stderr=subprocess.DEVNULL)  # noqa: S603  # our own program
        try:
            _wait(f"http://127.0.0.1:{port}/sparql", server)
            yield f"http://127.0.0.1:{port}", token
        finally:
            server.terminate()
            server.wait()


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            httpx.options(address)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the endpoint does not start; try `python -m graph serve` by hand")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 where all passed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m bench.conformance", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--endpoint", metavar="URL", help="the host to test, with /sparql and /rdf-graph-store on it (default: one is served)")
    parser.add_argument("--token-env", metavar="NAME", help="the variable that holds its token")
    options = parser.parse_args(arguments)
    suite = Suite(options.folder)
    if not suite.tests():
        parser.error(f"{options.folder} holds no manifest.ttl below a folder sparql11; give a copy of w3c/rdf-tests")
    with served() if not options.endpoint else _given(options) as (address, token):
        client = Client(f"{address}/sparql", f"{address}/rdf-graph-store", token)
        try:
            found = measure(suite, client)
        finally:
            client.close()
    sys.stdout.write(report(found))
    return int(any(fault for tests in found.values() for _, fault in tests))


@contextmanager
def _given(options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    yield options.endpoint.rstrip("/"), os.environ.get(options.token_env or "", "")


if __name__ == "__main__":
    sys.exit(main())
