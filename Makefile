# Two commands do all the set-up: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: run test check bench format chromium

run: $(VENV)/run.installed ## install, read the sample articles, serve the app
	$(BIN)/python -m ingest data/articles
	@echo "The landscape is at http://127.0.0.1:$(PORT) (stop it with Ctrl-C)"
	$(BIN)/streamlit run app.py --server.port $(PORT) --server.headless true

test: check chromium ## everything that must hold
	$(BIN)/python -m pytest

check: $(VENV)/dev.installed ## lint, format, types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m ontology --check

bench: $(VENV)/dev.installed ## what is measured, as tables
	$(BIN)/python -m bench.extraction --readme

format: $(VENV)/dev.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The browser of the browser tests: Debian's package where there is apt, Playwright's own elsewhere.
chromium: $(VENV)/dev.installed
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 \
	|| { command -v apt-get >/dev/null 2>&1 && $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq chromium; } \
	|| $(BIN)/playwright install chromium

$(VENV)/run.installed: requirements.txt
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/dev.installed: requirements-dev.txt $(VENV)/run.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@
