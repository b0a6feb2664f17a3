# `make` tells what there is. The work is done by the scripts in .ci/, which say what they are doing.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help serve dev test check bench fuzz torture screenshots sqlx

help: ## this list
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

serve: ## install what is missing, build with optimisation, run the store with its own Postgres
	@.ci/install run
	@.ci/build release
	@exec "$${CARGO_TARGET_DIR:-target}/release/vitrine" serve

dev: ## run the store and rebuild it at every change
	@.ci/install run
	@. .ci/env && unset RUSTFLAGS && export LEPTOS_HASH_FILES=false && exec cargo leptos watch -- serve

test: ## all tests: units, services against Postgres, browsers
	@.ci/install test
	@.ci/test
	@.ci/browser-tests

check: ## formatting, lints on both targets, licences, unused dependencies, SQL descriptions
	@.ci/install check
	@.ci/check

bench: ## measure the release build; writes docs/benchmarks.md
	@.ci/install run
	@.ci/bench

fuzz: ## invented files of rules and invented carts, a minute each
	@.ci/fuzz 60

torture: ## the long forms of the tests that kill, cut and crowd
	@.ci/install test
	@.ci/torture

screenshots: ## pictures of every page into end2end/screenshots
	@.ci/install test
	@SCREENSHOTS=1 .ci/browser-tests

sqlx: ## write src/*/.sqlx anew, after a change of SQL or schema
	@.ci/install check
	@.ci/sqlx-data write
