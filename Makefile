# Thin calls of packaging/dev.py, which needs nothing but Python; `make` alone lists them.
PYTHON ?= python3

.PHONY: help run test bench lint screenshots lock
help:
	@$(PYTHON) packaging/dev.py --help

# make run, make run DIR=path/to/model_dir
run:
	@$(PYTHON) packaging/dev.py run $(if $(DIR),"$$DIR")

# make test, make test ARGS="tests/formats -x"
test:
	@$(PYTHON) packaging/dev.py test $(ARGS)

bench:
	@$(PYTHON) packaging/dev.py bench $(ARGS)

lint:
	@$(PYTHON) packaging/dev.py lint

screenshots:
	@$(PYTHON) packaging/dev.py screenshots $(ARGS)

lock:
	@$(PYTHON) packaging/dev.py lock $(ARGS)

export DIR
