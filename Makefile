# Tukiverkko: the commands of the house. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SOURCES := services shared tests
LANES ?= 2
FAST := tests/specs tests/properties tests/golden tests/shape tests/contracts tests/permissions/test_matrix_is_whole.py tests/permissions/test_policies.py tests/permissions/test_refusals.py
# Quick kinds of tests, but these files search or start much: `make test` has them.
LONGER := $(addsuffix .py, \
	$(addprefix tests/properties/, test_bank_files test_books_balance test_case_flags test_case_walks test_costs_net \
		test_imported_files test_invoicing test_joint_plans test_projection_is_a_fold test_small_counts \
		test_suppression) \
	$(addprefix tests/contracts/, test_asyncapi_is_valid test_openapi_is_valid) \
	$(addprefix tests/shape/, test_nothing_skipped test_parts) \
	$(addprefix tests/specs/reporting/, test_a_year_is_counted) \
	$(addprefix tests/specs/billing/, test_accounting test_an_invoices_life test_bank_files \
		test_bank_files_at_once test_invoicing_jobs test_no_text_goes_out test_notice test_payments_that_wait test_runs_beside_others) \
	$(addprefix tests/specs/feedback/, test_follow_up_by_itself test_links test_post test_where_messages_go) \
	$(addprefix tests/specs/matching/, test_a_request_is_worked_on test_capacity_asked_elsewhere \
		test_the_last_free_hours test_the_loop_closes test_the_scenario_is_played \
		test_who_is_confirmed_joins) \
	$(addprefix tests/specs/gateway/invoices/, test_any_bill) \
	$(addprefix tests/specs/gateway/, test_hostile_addresses test_hostile_forms test_hostile_texts_on_paper \
		test_sign_ins_away test_small_counts_on_pages) \
	tests/specs/console/importing/test_files_sent \
	$(addprefix tests/specs/reporting/, test_always_the_same_then test_costs_of_an_office \
		test_matches_always_the_same_then test_matching_as_it_tells_it test_research_file))
export PYTHON
# Hundreds of short processes start in the tests: each would compile the code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo test soak starts check manners quick format servers tables lock parts audit clean

help:  ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

install: $(INSTALLED)  ## the environment .venv, with .venv/bin/tukiverkko

$(INSTALLED): requirements.lock pyproject.toml deploy/fresh-machine.sh
	@deploy/fresh-machine.sh venv
	@touch $@

demo: install  ## the main job with the shipped demo data, then its pages (ONCE=1: ends after printing)
	@$(BIN)/python -m services.console.demo $(if $(ONCE),--once)

test: install  ## every test, on real servers and in a real browser, side by side (LANES=2)
	@deploy/fresh-machine.sh tests
	@$(BIN)/python -m pytest -n $(LANES) $(PYTEST)

soak: install  ## the faults for as long as you like (KILLS=100 SOAK_MINUTES=0 AWAY=60), then the account
	@deploy/fresh-machine.sh tests
	@$(BIN)/python -m tests.support.soak --kills $(or $(KILLS),100) --minutes $(or $(SOAK_MINUTES),0) --away $(or $(AWAY),60)
	@YEAR_CASES=300 $(BIN)/python -m pytest -q tests/faults/test_a_year_of_waves.py
	@GAP_FACTS=200000 $(BIN)/python -m pytest -q tests/faults/test_no_gap_is_missed.py
	@DRILL_FACTS=1000000 $(BIN)/python -m pytest -q tests/flows/test_drill.py -k comes_back_whole
	@PLAY_EVERYTHING=1 $(BIN)/python -m pytest -q -n $(LANES) $(wildcard tests/flows/test_other_*.py tests/flows/test_client_case_*.py)
	@HYPOTHESIS_PROFILE=searching $(BIN)/python -m pytest -q -n $(LANES) tests/flows/test_api_bad_input.py \
	    $(wildcard tests/specs/gateway/test_hostile_*.py)
	@EVENTS=5000 $(BIN)/python -m pytest -q tests/kit/test_whatever_happens.py
	@EVENTS=10000 $(BIN)/python -m pytest -q tests/flows/test_subscribers.py
	@$(MAKE) --no-print-directory starts

starts: install  ## four processes migrate and start at once on an empty database (ROUNDS=20), each round timed
	@deploy/fresh-machine.sh tests
	@START_ROUNDS=$(or $(ROUNDS),20) $(BIN)/python -m pytest -q -s tests/faults/test_all_start_at_once.py

check: install  ## in under a minute: style, types, boundaries, the quick tests
	@$(MAKE) --no-print-directory -j2 --output-sync=target manners quick

manners: install
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .

quick: install
	@$(BIN)/python -m pytest -q -n $(LANES) $(addprefix --ignore=,$(LONGER)) $(wildcard $(FAST))

format: install  ## lay the code out as `make check` wants it
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

servers: install  ## PostgreSQL and RabbitMQ on free ports, with the settings to copy, until stopped
	@deploy/fresh-machine.sh tests
	@$(BIN)/python -m tests.support.servers

tables: install  ## docs/settings.md anew from the code
	@$(BIN)/python -m tests.support.settings_page

lock: install  ## requirements.lock anew from pyproject.toml (needs uv on the path)
	@env -u PIP_FIND_LINKS -u UV_FIND_LINKS uv pip compile pyproject.toml --group dev --upgrade --quiet \
	    --generate-hashes --no-emit-index-url --no-annotate -o requirements.lock

parts: install  ## build/parts.cdx.json: what the product is made of (SBOM, CycloneDX)
	@$(BIN)/python -m tests.support.parts

audit: install  ## is a weakness known in anything we depend on (asks an advisory service; OSV=address: that one)
	@$(BIN)/python -m tests.support.audit $(OSV)

clean:  ## away with the environment and the caches; your data stays
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .schemathesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
