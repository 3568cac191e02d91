# Thin calls of packaging/dev.py, which needs nothing but Python; `make` alone lists them.
PYTHON ?= python3

.PHONY: help run test test-browser bench fuzz oracle lint screenshots package lock translations
help:
	@$(PYTHON) packaging/dev.py --help

# make run, make run DIR=path/to/model_dir
run:
	@$(PYTHON) packaging/dev.py run $(if $(DIR),"$$DIR")

# make test, make test ARGS="tests/formats -x"
test:
	@$(PYTHON) packaging/dev.py test $(ARGS)

# make test-browser, make test-browser ARGS="tests/browser -k restart"
test-browser:
	@$(PYTHON) packaging/dev.py test-browser $(ARGS)

bench:
	@$(PYTHON) packaging/dev.py bench $(ARGS)

# make fuzz, make fuzz ARGS="bombs faults"
fuzz:
	@$(PYTHON) packaging/dev.py fuzz $(ARGS)

# make oracle, make oracle ARGS="models-keras-3 --seed 14 --programs 1"
oracle:
	@$(PYTHON) packaging/dev.py oracle $(ARGS)

lint:
	@$(PYTHON) packaging/dev.py lint

screenshots:
	@$(PYTHON) packaging/dev.py screenshots $(ARGS)

# make package, make package ARGS="debian-root" (as root, on Debian)
package:
	@$(PYTHON) packaging/dev.py package $(ARGS)

# make translations, make translations ARGS="--missing"
translations:
	@$(PYTHON) packaging/dev.py translations $(ARGS)

lock:
	@$(PYTHON) packaging/dev.py lock $(ARGS)

export DIR
