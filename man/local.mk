# A page for each command, made of the tables that --help is made of. Releases
# have them, for those who build for another machine.
command_pages = \
	%D%/contagraph-adl.1 \
	%D%/contagraph-book.1 \
	%D%/contagraph-calibrate.1 \
	%D%/contagraph-check.1 \
	%D%/contagraph-compare.1 \
	%D%/contagraph-convert.1 \
	%D%/contagraph-curve.1 \
	%D%/contagraph-draw.1 \
	%D%/contagraph-generate.1 \
	%D%/contagraph-info.1 \
	%D%/contagraph-list.1 \
	%D%/contagraph-merge.1 \
	%D%/contagraph-optimise.1 \
	%D%/contagraph-paths.1 \
	%D%/contagraph-rank.1 \
	%D%/contagraph-reconstruct.1 \
	%D%/contagraph-report.1 \
	%D%/contagraph-run.1 \
	%D%/contagraph-simulate.1 \
	%D%/contagraph-sweep.1
dist_man_MANS = %D%/contagraph.1 $(command_pages)

if !CROSS_COMPILING
$(command_pages): contagraph$(EXEEXT) %D%/contagraph.1
	$(AM_V_GEN)$(MKDIR_P) %D% && name=`basename $@ .1` && { \
	  head -n 1 $(srcdir)/%D%/contagraph.1 && \
	  LC_ALL=C ./contagraph$(EXEEXT) help --man "$${name#contagraph-}"; \
	} >$@.tmp && mv $@.tmp $@
CLEANFILES += $(command_pages)
endif

EXTRA_DIST += %D%/contagraph-mpi.1
man_MANS =
if MPI_ENABLED
man_MANS += %D%/contagraph-mpi.1
endif
