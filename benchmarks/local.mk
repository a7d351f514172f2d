# Programs that measure; built on demand, as in `make benchmarks/trace`.
EXTRA_PROGRAMS = %D%/adl %D%/build %D%/coverage %D%/document %D%/draws %D%/engine \
	%D%/falls %D%/growth \
	%D%/large %D%/looks %D%/mixed %D%/numbers %D%/opened %D%/optimise %D%/pictures \
	%D%/rank %D%/ranks \
	%D%/read %D%/reconstruct %D%/rounds %D%/shared %D%/silence %D%/simulate %D%/solve %D%/stop %D%/sweep %D%/tail \
	%D%/top %D%/trace %D%/verify %D%/why
EXTRA_DIST += %D%/block.py %D%/book.py %D%/liquidation.py %D%/netting.py %D%/pair.json %D%/rounds.py
%C%_bars = %D%/bars.c %D%/bars.h
%C%_graphs = %D%/graphs.c %D%/graphs.h %D%/literal.c %D%/literal.h
%C%_swept = %D%/swept.c %D%/swept.h
%C%_tables = %D%/tables.c %D%/tables.h
%C%_adl_SOURCES = %D%/adl.c $(%C%_bars)
%C%_adl_LDADD = src/libcore.la tests/libworking.a
%C%_build_SOURCES = %D%/build.c $(%C%_bars)
%C%_build_LDADD = src/libcore.la tests/libworking.a
%C%_coverage_SOURCES = %D%/coverage.c $(%C%_bars)
%C%_coverage_CPPFLAGS = $(AM_CPPFLAGS) \
	-DRISK_FOLDER='"$(abs_top_srcdir)/tests/risk"'
%C%_coverage_LDADD = src/libcore.la tests/libworking.a
%C%_document_SOURCES = %D%/document.c $(%C%_tables) $(%C%_bars)
%C%_document_LDADD = src/libcore.la tests/libworking.a
%C%_draws_SOURCES = %D%/draws.c $(%C%_bars)
%C%_draws_CPPFLAGS = $(AM_CPPFLAGS) \
	-DBOOK_PY='"$(abs_top_srcdir)/%D%/book.py"'
%C%_draws_LDADD = src/libcore.la tests/libworking.a
%C%_engine_SOURCES = %D%/engine.c $(%C%_bars)
%C%_engine_LDADD = src/libcore.la tests/libworking.a
%C%_growth_SOURCES = %D%/growth.c $(%C%_bars)
%C%_growth_LDADD = src/libcore.la tests/libworking.a
%C%_large_SOURCES = %D%/large.c $(%C%_tables) $(%C%_bars)
%C%_large_LDADD = src/libcore.la tests/libworking.a
%C%_looks_SOURCES = %D%/looks.c %D%/read_files.c %D%/read_files.h $(%C%_bars)
%C%_looks_CPPFLAGS = $(AM_CPPFLAGS) \
	-DUS_BANKS='"$(abs_top_srcdir)/graphs/us-banks-2007"'
%C%_looks_LDADD = src/libcore.la tests/libworking.a
%C%_mixed_SOURCES = %D%/mixed.c $(%C%_bars)
%C%_mixed_LDADD = src/libcore.la tests/libworking.a
%C%_numbers_SOURCES = %D%/numbers.c $(%C%_bars)
%C%_numbers_LDADD = src/libcore.la tests/libworking.a
%C%_opened_SOURCES = %D%/opened.c %D%/read_files.c %D%/read_files.h \
	$(%C%_swept) $(%C%_bars)
%C%_opened_LDADD = src/libcore.la tests/libworking.a
%C%_optimise_SOURCES = %D%/optimise.c %D%/compressing.c %D%/compressing.h \
	$(%C%_bars)
%C%_optimise_LDADD = src/libcore.la tests/libworking.a
%C%_pictures_SOURCES = %D%/pictures.c $(%C%_bars)
%C%_pictures_LDADD = src/libcore.la tests/libworking.a
%C%_rank_SOURCES = %D%/rank.c $(%C%_graphs) $(%C%_bars)
%C%_rank_CPPFLAGS = $(AM_CPPFLAGS) \
	-DBLOCK_PY='"$(abs_top_srcdir)/%D%/block.py"'
%C%_rank_LDADD = src/libcore.la tests/libworking.a
%C%_ranks_SOURCES = %D%/ranks.c $(%C%_bars)
%C%_ranks_CPPFLAGS = $(AM_CPPFLAGS) \
	-DBANKS='"$(abs_top_srcdir)/graphs/banks-145"'
%C%_ranks_LDADD = src/libcore.la tests/libworking.a
%C%_read_SOURCES = %D%/read.c %D%/read_files.c %D%/read_files.h \
	$(%C%_swept) $(%C%_bars)
%C%_read_CFLAGS = $(AM_CFLAGS) $(IGRAPH_CFLAGS)
%C%_read_LDADD = src/libcore.la tests/libworking.a $(IGRAPH_LIBS)
%C%_shared_SOURCES = %D%/shared.c %D%/read_files.c %D%/read_files.h \
	$(%C%_swept) $(%C%_bars)
%C%_shared_LDADD = src/libcore.la tests/libworking.a
%C%_optimise_CPPFLAGS = $(AM_CPPFLAGS) \
	-DNETTING_PY='"$(abs_top_srcdir)/%D%/netting.py"'
%C%_silence_SOURCES = %D%/silence.c %D%/heard.c %D%/heard.h %D%/heard_files.c \
	%D%/heard_runs.c %D%/heard_many.c %D%/heard_answers.c $(%C%_bars)
%C%_silence_LDADD = src/libcore.la tests/libworking.a
%C%_simulate_SOURCES = %D%/simulate.c $(%C%_bars)
%C%_simulate_CPPFLAGS = $(AM_CPPFLAGS) \
	-DLIQUIDATION_PY='"$(abs_top_srcdir)/%D%/liquidation.py"' \
	-DCOMPOUND='"$(abs_top_srcdir)/graphs/compound-2023"' \
	-DPAIR_JSON='"$(abs_top_srcdir)/%D%/pair.json"' \
	-DRISK_FOLDER='"$(abs_top_srcdir)/tests/risk"'
%C%_simulate_LDADD = src/libcore.la tests/libworking.a
%C%_reconstruct_SOURCES = %D%/reconstruct.c $(%C%_bars)
%C%_reconstruct_LDADD = src/libcore.la tests/libworking.a
%C%_falls_SOURCES = %D%/falls.c $(%C%_bars)
%C%_falls_LDADD = src/libcore.la tests/libworking.a
%C%_rounds_SOURCES = %D%/rounds.c $(%C%_bars)
%C%_rounds_CPPFLAGS = $(AM_CPPFLAGS) \
	-DROUNDS_PY='"$(abs_top_srcdir)/%D%/rounds.py"'
%C%_rounds_LDADD = src/libcore.la tests/libworking.a
%C%_solve_SOURCES = %D%/solve.c $(%C%_graphs) $(%C%_bars)
%C%_solve_LDADD = src/libcore.la tests/libworking.a
%C%_stop_SOURCES = %D%/stop.c $(%C%_bars)
%C%_stop_LDADD = src/libcore.la tests/libworking.a
%C%_sweep_SOURCES = %D%/sweep.c $(%C%_bars)
%C%_sweep_LDADD = src/libcore.la tests/libworking.a
%C%_tail_SOURCES = %D%/tail.c $(%C%_graphs) $(%C%_bars)
%C%_tail_LDADD = src/libcore.la tests/libworking.a
%C%_top_SOURCES = %D%/top.c $(%C%_tables) $(%C%_graphs) $(%C%_bars)
%C%_top_LDADD = src/libcore.la tests/libworking.a
%C%_trace_SOURCES = %D%/trace.c $(%C%_bars)
%C%_trace_LDADD = src/libcore.la tests/libworking.a
%C%_verify_SOURCES = %D%/verify.c $(%C%_bars)
%C%_verify_LDADD = src/libcore.la tests/libworking.a
%C%_why_SOURCES = %D%/why.c $(%C%_swept) $(%C%_bars)
%C%_why_LDADD = src/libcore.la tests/libworking.a

# Tables of what is required and what is measured. A report: it does not fail
# where a bar is missed.
%C%_all = %D%/numbers$(EXEEXT) %D%/read$(EXEEXT) %D%/document$(EXEEXT) \
	%D%/opened$(EXEEXT) %D%/build$(EXEEXT) %D%/looks$(EXEEXT) \
	%D%/engine$(EXEEXT) %D%/trace$(EXEEXT) %D%/growth$(EXEEXT) \
	%D%/pictures$(EXEEXT) \
	%D%/solve$(EXEEXT) %D%/rounds$(EXEEXT) %D%/falls$(EXEEXT) %D%/rank$(EXEEXT) \
	%D%/why$(EXEEXT) \
	%D%/top$(EXEEXT) %D%/adl$(EXEEXT) \
	%D%/mixed$(EXEEXT) %D%/sweep$(EXEEXT) %D%/verify$(EXEEXT) \
	%D%/simulate$(EXEEXT) %D%/tail$(EXEEXT) %D%/draws$(EXEEXT) \
	%D%/optimise$(EXEEXT) %D%/reconstruct$(EXEEXT)

bench: $(%C%_all) %D%/large$(EXEEXT) %D%/shared$(EXEEXT) %D%/stop$(EXEEXT) \
	%D%/ranks$(EXEEXT) $(bin_PROGRAMS)
	@for program in $(%C%_all); do ./$$program || exit; done
	@%D%/large$(EXEEXT) 1000000
	@%D%/shared$(EXEEXT) 200000
	@%D%/stop$(EXEEXT) ./contagraph$(EXEEXT)
	@%D%/ranks$(EXEEXT)

# How often intervals hold the truth: a minute.
bench-coverage: %D%/coverage$(EXEEXT)
	%D%/coverage$(EXEEXT)

# What takes minutes, gigabytes of memory and of disk.
bench-large: %D%/large$(EXEEXT) %D%/top$(EXEEXT) %D%/why$(EXEEXT)
	%D%/large$(EXEEXT)
	%D%/top$(EXEEXT) 100000
	%D%/why$(EXEEXT) 1000000
.PHONY: bench bench-coverage bench-large
