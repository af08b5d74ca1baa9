# Every target does its own set-up. PYTHON names the interpreter to use (3.11 to 3.13).
PYTHON ?= python3
RUN := .venv/bin
export PYTHON
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1
# Bytecode is kept whatever the environment says: tests start hundreds of processes, and each would compile all again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check torture nights bench train train-parser clean help

help:
	@echo "make demo          the whole job on a fictional market, offline, in ./demo-market"
	@echo "make test          the tests"
	@echo "make check         the tests, style, types, import contracts, migrations, and a wheel run outside the checkout"
	@echo "make torture       a crawl of 300 pages killed 100 times"
	@echo "make nights        fourteen nights of three sites that fail in 35 shapes, with and without true changes"
	@echo "make bench         speed against a bare Scrapy spider and webchanges"
	@echo "make train         train the encoder of reviews again: make train DATA=path/to/open/sets"
	@echo "make train-parser  train the language model again: make train-parser CORPUS=path/to/UD_English-EWT"
	@echo "make clean         remove what the targets made"

.venv/.ready: uv.lock pyproject.toml scripts/setup
	@scripts/setup

demo: .venv/.ready
	$(RUN)/rivalscope demo demo-market

# Three workers on two cores: some tests wait for servers and clocks. They keep the order of tests/conftest.py, in which
# the longest files come first; pytest-xdist would begin with the files of most tests and end with one that takes a minute.
test: .venv/.ready
	$(RUN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder

check: .venv/.ready
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	scripts/check-migrations
	scripts/check-wheel
	RIVALSCOPE_REQUIRE_BROWSER=1 RIVALSCOPE_EXHAUSTIVE=1 $(RUN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder

torture: .venv/.ready
	RIVALSCOPE_KILLS=100 $(RUN)/python -m pytest -q -s tests/spiders/test_reviews.py -k killed

nights: .venv/.ready
	RIVALSCOPE_EXHAUSTIVE=1 $(RUN)/python -m pytest -q -s tests/pipelines/test_fourteen_nights.py

bench: .venv/.ready
	.tools/bin/uv sync --locked --quiet --inexact --group bench
	$(RUN)/rivalscope bench

train: .venv/.ready
	@test -d "$(DATA)/nlp" || { echo "make train: give DATA=FOLDER, the folder with nlp/nltk_opinion, nlp/mams and nlp/ud_english_ewt; '$(DATA)/nlp' is no folder" >&2; exit 2; }
	.tools/bin/uv sync --locked --quiet --inexact --group train
	OMP_NUM_THREADS=1 $(RUN)/python -m nlp.training.encoder --data "$(DATA)"
	OMP_NUM_THREADS=1 $(RUN)/python -m nlp.training.roles

train-parser: .venv/.ready
	OMP_NUM_THREADS=1 $(RUN)/python -m nlp.training --corpus "$(CORPUS)"

clean:
	rm -rf .venv .tools build dist demo-market .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
