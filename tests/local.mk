# Everything speaks TAP to one driver, or is a script that says yes or no.
# Unit tests mirror src: src/engine/loop.c has unit/engine/test_loop.c. Each
# directory adds its tests in its own local.mk:
#   cmocka_tests  C programs, linked with the library's inside
#   tap_scripts   *.tap shell scripts that print TAP
#   check_scripts *.sh shell scripts that say yes (0), no, or skip (77)
cmocka_tests =
# What scripts run beside the program; no test itself.
check_PROGRAMS = %D%/support/compare_outputs
tap_scripts = \
	%D%/graphs.tap \
	%D%/optimised.tap \
	%D%/narrow.tap \
	%D%/readable.tap \
	%D%/readme.tap \
	%D%/venues.tap \
	%D%/totals.tap \
	%D%/calibrate.tap \
	%D%/risk.tap \
	%D%/risk_figures.tap \
	%D%/risk_errors.tap \
	%D%/upkeep.tap \
	%D%/worked.tap
check_scripts = \
	%D%/abi.sh \
	%D%/hardening.sh \
	%D%/headers.sh \
	%D%/install.sh \
	%D%/layers.sh \
	%D%/manual.sh \
	%D%/options.sh \
	%D%/packaging.sh \
	%D%/presets.sh \
	%D%/reference.sh \
	%D%/sbom.sh \
	%D%/symbols.sh

TEST_EXTENSIONS = .tap .sh
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) \
	$(top_srcdir)/build-aux/tap-driver.sh
LOG_COMPILER = $(SHELL) $(top_srcdir)/build-aux/cmocka-tap.sh
TAP_LOG_DRIVER = $(LOG_DRIVER)
TAP_LOG_COMPILER = $(SHELL)
SH_LOG_COMPILER = $(SHELL)
# The program runs without libtool's script around it, which takes four times as
# long to start.
AM_TESTS_ENVIRONMENT = \
	LC_ALL=C; export LC_ALL; \
	top_srcdir='$(abs_top_srcdir)'; export top_srcdir; \
	top_builddir='$(abs_top_builddir)'; export top_builddir; \
	CONTAGRAPH='$(abs_top_builddir)/contagraph'; \
	if test -x '$(abs_top_builddir)/.libs/contagraph'; then \
	  CONTAGRAPH='$(abs_top_builddir)/.libs/contagraph'; \
	  LD_LIBRARY_PATH='$(abs_top_builddir)/.libs'"$${LD_LIBRARY_PATH:+:$$LD_LIBRARY_PATH}"; \
	  export LD_LIBRARY_PATH; \
	fi; export CONTAGRAPH; \
	CONTAGRAPH_PRESETS='$(abs_top_srcdir)/presets'; export CONTAGRAPH_PRESETS; \
	OMP_NUM_THREADS=2; export OMP_NUM_THREADS; \
	OMP_WAIT_POLICY=passive; export OMP_WAIT_POLICY; \
	CC='$(CC)'; export CC; CXX='$(CXX)'; export CXX; NM='$(NM)'; export NM; \
	SANITIZE='$(SANITIZE)'; export SANITIZE; \
	HARDENED='$(enable_hardening)'; export HARDENED; \
	PYTHON='$(PYTHON)'; export PYTHON; \
	R_PROGRAM='$(R)'; export R_PROGRAM; \
	ASAN_OPTIONS='handle_segv=2:handle_sigbus=2:handle_sigfpe=2:detect_leaks=1'; \
	export ASAN_OPTIONS; \
	PATH="$${CONTAGRAPH%/*}$(PATH_SEPARATOR)$$PATH"; export PATH;

# The defaults of every test program; its source is NAME.c.
AM_DEFAULT_SOURCE_EXT = .c
LDADD = src/libcore.la %D%/libworking.a $(CMOCKA_LIBS)

check_LIBRARIES = %D%/libfailing.a %D%/libworking.a
check_LTLIBRARIES =
%C%_libworking_a_SOURCES = src/base/memory.c
# Its own object beside the library's.
%C%_libworking_a_CFLAGS = $(AM_CFLAGS)
%C%_libfailing_a_SOURCES = \
	%D%/support/failing_memory.c %D%/support/failing_memory.h
EXTRA_DIST += %D%/mutation/breaks.py %D%/mutation/build.py \
	%D%/mutation/equivalent.txt %D%/mutation/mutate.py \
	%D%/mutation/reach.py %D%/mutation/tried.py
EXTRA_DIST += %D%/optimise %D%/optimised.py %D%/narrow.py
EXTRA_DIST += %D%/schema.py %D%/readable.py %D%/readable_graphs.py \
	%D%/sbom.py %D%/support/page.py
EXTRA_DIST += %D%/browser/acts.js %D%/browser/pages.js \
	%D%/browser/pages.sh
EXTRA_DIST += %D%/reference/compare.py %D%/reference/crosscheck.py \
	%D%/reference/deleveraging.py %D%/reference/drawn.py \
	%D%/reference/estimates.py \
	%D%/reference/long.sh %D%/reference/measures.py \
	%D%/reference/odd_graph.py %D%/reference/random_graph.py \
	%D%/reference/random_risk.py \
	%D%/reference/reference.py %D%/reference/risks.py %D%/reference/smaller.py \
	%D%/reference/venue_graph.py
EXTRA_DIST += %D%/support/asked.h %D%/support/cmocka.h \
	%D%/support/graph.h %D%/support/random_spreads.h \
	%D%/support/lists.h \
	%D%/support/outcome.h %D%/support/report.h \
	%D%/support/snapshot.h %D%/support/starved.h \
	%D%/support/random_claims.h \
	%D%/support/random_debts.h %D%/support/same_traces.h \
	%D%/support/random_graph.h \
	%D%/support/risk_case.h \
	%D%/support/ranking.h %D%/support/reported.h %D%/support/tally.h \
	%D%/support/hidden.h \
	%D%/support/remedies.h \
	%D%/support/totals.h

include %D%/cli/local.mk
include %D%/fault/local.mk
include %D%/property/local.mk
include %D%/unit/base/local.mk
include %D%/unit/compile/local.mk
include %D%/unit/bridge/local.mk
include %D%/unit/cli/local.mk
include %D%/unit/data/local.mk
include %D%/unit/draw/local.mk
include %D%/unit/engine/local.mk
include %D%/unit/fast/local.mk
include %D%/unit/generate/local.mk
include %D%/unit/rank/local.mk
include %D%/unit/read/local.mk
include %D%/unit/reconstruct/local.mk
include %D%/unit/optimise/local.mk
include %D%/unit/look/local.mk
include %D%/unit/many/local.mk
include %D%/unit/page/local.mk
include %D%/unit/risk/local.mk
include %D%/unit/text/local.mk
include %D%/unit/trace/local.mk
include %D%/unit/report/local.mk
EXTRA_DIST += %D%/worked %D%/worked_adl.py %D%/venues_reference.py %D%/risk
EXTRA_DIST += %D%/totals

%C%_support_compare_outputs_LDADD =
unit_tests =
if HAVE_CMOCKA
check_PROGRAMS += $(cmocka_tests)
unit_tests += $(cmocka_tests)
endif
TESTS = $(unit_tests) $(tap_scripts) $(check_scripts)
EXTRA_DIST += $(tap_scripts) $(check_scripts)
