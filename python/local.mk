# The package for Python; built with --enable-python.
python_modules = \
	%D%/contagraph/__init__.py \
	%D%/contagraph/_contagraph.pyi \
	%D%/contagraph/_drawing.py \
	%D%/contagraph/_frames.py \
	%D%/contagraph/_network.py \
	%D%/contagraph/_options.py \
	%D%/contagraph/_results.py \
	%D%/contagraph/_run.py \
	%D%/contagraph/_scenario.py \
	%D%/contagraph/_sources.py \
	%D%/contagraph/_totals.py \
	%D%/contagraph/errors.py \
	%D%/contagraph/networkx.py \
	%D%/contagraph/papers.py \
	%D%/contagraph/py.typed
python_sources = \
	%D%/module/build.c \
	%D%/module/calibrate.c \
	%D%/module/call.c \
	%D%/module/draw.c \
	%D%/module/given.c \
	%D%/module/graph.c \
	%D%/module/handle.c \
	%D%/module/many.c \
	%D%/module/module.c %D%/module/module.h \
	%D%/module/options.c \
	%D%/module/reconstruct.c \
	%D%/module/report.c \
	%D%/module/risk.c \
	%D%/module/run.c \
	%D%/module/scenario.c
python_examples = \
	%D%/examples/defi_book.py \
	%D%/examples/monte_carlo.py \
	%D%/examples/networkx_diagram.py \
	%D%/examples/papers.py \
	%D%/examples/tour.py
python_tests = \
	%D%/tests/__init__.py \
	%D%/tests/arrow.py \
	%D%/tests/support.py \
	%D%/tests/test_arrow.py \
	%D%/tests/test_frames.py \
	%D%/tests/test_golden.py \
	%D%/tests/test_manual.py \
	%D%/tests/test_options.py \
	%D%/tests/test_process.py \
	%D%/tests/test_run.py
EXTRA_DIST += $(python_modules) $(python_sources) $(python_examples) \
	$(python_tests) %D%/MANIFEST.in %D%/README.md %D%/pyproject.toml \
	%D%/setup.py

check_scripts += %D%/tests/limited.sh %D%/tests/python.sh

if PYTHON_ENABLED
contagraphpythondir = $(pyexecdir)/contagraph
contagraphpython_DATA = $(python_modules)
contagraphpython_LTLIBRARIES = %D%/_contagraph.la
%C%__contagraph_la_SOURCES = $(python_sources)
%C%__contagraph_la_CPPFLAGS = $(AM_CPPFLAGS) $(PYTHON_CPPFLAGS) \
	-DPy_LIMITED_API=0x030B0000 -DPRESETS_FOLDER='"$(presetsdir)"'
%C%__contagraph_la_CFLAGS = $(AM_CFLAGS) -Wno-pedantic -Wno-cast-qual
%C%__contagraph_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared \
	-export-symbols-regex '^PyInit_'
%C%__contagraph_la_LIBADD = libcontagraph.la

# The tests run in a package of links, as the tree may be read-only.
%D%/package.stamp: %D%/_contagraph.la $(python_modules)
	$(AM_V_GEN)$(MKDIR_P) %D%/package/contagraph && \
	for file in $(python_modules); do \
	  $(LN_S) -f "$(abs_top_srcdir)/$$file" %D%/package/contagraph/ || exit; \
	done && \
	$(LN_S) -f "$(abs_top_builddir)/%D%/.libs/_contagraph.so" \
	  %D%/package/contagraph/_contagraph.abi3.so && \
	$(LN_S) -f -n "$(abs_top_srcdir)/%D%/tests" %D%/package/tests && \
	touch $@
check_DATA = %D%/package.stamp
CLEANFILES += %D%/package.stamp
endif

clean-local: python-gone
python-gone:
	rm -rf %D%/package
.PHONY: python-gone
