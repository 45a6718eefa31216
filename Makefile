# make demo | test | lint: each sets up .venv when it is missing and uses it again afterwards.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint clean

demo: $(READY)
	@mkdir -p demo
	$(BIN)/namematch dedupe seeds/mentions.tsv --column name --source-column source --by document \
	  --persons demo/persons.jsonl --assignments demo/rows.tsv --reviews demo/reviews.tsv --table

test: $(READY)
	$(BIN)/python -m pytest -q

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf .venv demo

# A .venv that an interrupted run left half made has no pip, and is made anew.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "namematch needs Python 3.11 or newer and $(PYTHON) is not: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { echo "Making .venv ..."; \
	  $(PYTHON) -m venv --clear .venv; } || { echo "No venv or pip here: apt-get install python3-venv"; exit 1; }
	@echo "Installing namematch and what it needs into .venv (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@
