PYTHON ?= python3
PORT ?= 5000
BIN := .venv/bin
# Bytecode is kept, or each start would compile the program again, but not in the source folders.
export PYTHONPYCACHEPREFIX = $(CURDIR)/.venv/pycache
export PYTHONDONTWRITEBYTECODE =

.PHONY: run serve test test-sqlite test-postgresql quick check bench torture screenshot messages lock clean

run: .venv/run.installed
	@$(BIN)/flask --app wsgi start --port $(PORT)

# The site itself, for the public: no sample, and two processes.
serve: .venv/run.installed
	@$(BIN)/flask --app wsgi serve --port $(PORT)

PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

# On PostgreSQL, too, where it is installed, or where VITAE_REQUIRE_POSTGRESQL says that it has to be.
test: test-sqlite
	@if [ -n "$$VITAE_REQUIRE_POSTGRESQL" ] || $(BIN)/python -m tests.support.postgresql; then \
	  $(MAKE) --no-print-directory test-postgresql; fi

test-sqlite: .venv/dev.installed
	@$(BIN)/python -m tests.browser.install
	@$(PYTEST)

# What meets the database, on a server of its own that goes afterwards.
test-postgresql: .venv/dev.installed
	@$(PYTEST) --postgresql --hypothesis-profile quick $(ON_POSTGRESQL)
ON_POSTGRESQL := $(addprefix tests/,models services views cli database security serving/test_worker_hosts.py \
	test_fuzzing.py test_torture_postgresql.py)

# A quick check while you work: no browser, no slow tests, five examples per property.
quick: .venv/dev.installed
	@$(PYTEST) --ignore tests/browser -m "not slow" --hypothesis-profile quick

check: .venv/dev.installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --num-workers 2
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/python -m pytest tests/test_architecture.py

bench: .venv/dev.installed
	@$(BIN)/python -m tests.browser.install
	@$(BIN)/python -m tests.bench

# Kill, starve and flood the server for a quarter of an hour, and print what came of it.
torture: .venv/dev.installed
	@$(BIN)/python -m tests.torture

# Take the screenshots of the README and the guide again.
screenshot: .venv/dev.installed
	@$(BIN)/python -m tests.browser.screenshot

# Bring the catalogues of translations up to date with the texts of the program.
messages: .venv/dev.installed
	@$(BIN)/python -m app.translations.catalogues

# Newer versions of the libraries, with the hash of every file and no registry's name.
lock: .venv/dev.installed
	$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) -o requirements/dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra postgresql $(LOCK) -o requirements/postgresql.txt
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

clean:
	rm -rf .venv

.venv/%.installed: requirements/%.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Vitae needs Python 3.11 or newer. Name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
	  echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Installing the libraries (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $< || { \
	  echo "The libraries could not be installed. The first time needs a network; then try again."; exit 1; }
	@touch $@
