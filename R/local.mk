# The package for R; built with --enable-r.
r_sources = \
	%D%/.Rbuildignore \
	%D%/DESCRIPTION \
	%D%/NAMESPACE \
	%D%/R/draw.R \
	%D%/R/errors.R \
	%D%/R/frames.R \
	%D%/R/network.R \
	%D%/R/options.R \
	%D%/R/papers.R \
	%D%/R/results.R \
	%D%/R/risk.R \
	%D%/R/run.R \
	%D%/R/scenario.R \
	%D%/cleanup \
	%D%/configure \
	%D%/man/cg_draw.Rd \
	%D%/man/cg_list.Rd \
	%D%/man/cg_network.Rd \
	%D%/man/cg_rank.Rd \
	%D%/man/cg_reconstruct.Rd \
	%D%/man/cg_simulate.Rd \
	%D%/man/contagion.Rd \
	%D%/man/papers.Rd \
	%D%/src/Makevars.in \
	%D%/src/box.c \
	%D%/src/call.c \
	%D%/src/draw.c \
	%D%/src/functions.def \
	%D%/src/functions.h \
	%D%/src/glue.h \
	%D%/src/init.c \
	%D%/src/many.c \
	%D%/src/network.c \
	%D%/src/options.c \
	%D%/src/reconstruct.c \
	%D%/src/report.c \
	%D%/src/risk.c \
	%D%/src/run.c \
	%D%/src/scenario.c \
	%D%/src/values.c
r_vignettes = \
	%D%/vignettes/defi_book.R \
	%D%/vignettes/igraph_diagram.R \
	%D%/vignettes/monte_carlo.R \
	%D%/vignettes/network_risk_measures.R \
	%D%/vignettes/papers.R \
	%D%/vignettes/tour.R
r_tests = \
	%D%/tests/frames.R \
	%D%/tests/golden.R \
	%D%/tests/manual.R \
	%D%/tests/options.R \
	%D%/tests/process.R \
	%D%/tests/run.R \
	%D%/tests/support.R \
	%D%/tests/torture.R
EXTRA_DIST += $(r_sources) $(r_vignettes) $(r_tests) %D%/README.md

check_scripts += %D%/tests/r.sh

if R_ENABLED
# R builds in the folder of the source, which may be read-only.
r_install = \
	rm -rf %D%/package && $(MKDIR_P) %D%/package && \
	for file in $(r_sources); do \
	  to=%D%/package/`echo "$$file" | sed 's|^%D%/||'`; \
	  $(MKDIR_P) "`dirname $$to`" && cp "$(srcdir)/$$file" "$$to" || exit; \
	done && \
	CONTAGRAPH_CFLAGS='-I$(abs_top_srcdir)/include -DNDEBUG $(SANITIZE)' \
	CONTAGRAPH_PRESETS_FOLDER='$(presetsdir)' \
	MAKEFLAGS= $(R) CMD INSTALL --no-test-load

noinst_DATA = %D%/library.stamp
%D%/library.stamp: libcontagraph.la $(r_sources) \
		include/contagraph/options.def
	$(AM_V_GEN)$(MKDIR_P) %D%/library && \
	CONTAGRAPH_LIBS='-L$(abs_top_builddir)/.libs -lcontagraph $(SANITIZE)' \
	export CONTAGRAPH_LIBS && { $(r_install) --library=%D%/library \
	  %D%/package >%D%/install.log 2>&1 || { cat %D%/install.log; exit 1; }; } \
	&& touch $@

# Once more, to find the library where it was installed.
install_hooks += r-installed
r-installed:
	$(MKDIR_P) '$(DESTDIR)$(rlibdir)' && \
	CONTAGRAPH_LIBS='$(abs_top_builddir)/.libs/libcontagraph.so -Wl,-rpath,$(libdir) $(SANITIZE)' \
	export CONTAGRAPH_LIBS && $(r_install) \
	  --library='$(DESTDIR)$(rlibdir)' %D%/package
uninstall_hooks += r-uninstalled
r-uninstalled:
	rm -rf '$(DESTDIR)$(rlibdir)/contagraph'
CLEANFILES += %D%/library.stamp %D%/install.log
endif

clean-local: r-gone
r-gone:
	rm -rf %D%/package %D%/library
.PHONY: r-gone r-installed r-uninstalled
