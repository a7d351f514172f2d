# Fuzz targets, all in one program: `fuzz/fuzz --target=NAME FILE...` runs one
# over files, and `make check` does so with all samples there are. Real fuzzing
# needs clang and a build folder of its own (see CONTRIBUTING.md):
#
#   mkdir fuzzing && cd fuzzing
#   ../configure CC=clang CXX=clang++ CFLAGS='-g -O1' \
#       --enable-sanitizers=fuzzer-no-link,address,undefined
#   make && make fuzz TIME=180
check_PROGRAMS += %D%/fuzz
check_scripts += %D%/smoke.sh
%C%_fuzz_SOURCES = %D%/fuzz.c %D%/fuzz.h %D%/targets.def \
	%D%/reader.c %D%/reader.h \
	%D%/world.c %D%/world.h %D%/world_scenario.c %D%/world_tables.c \
	%D%/any.c \
	%D%/compare.c \
	%D%/correlation.c \
	%D%/csv.c \
	%D%/curve.c \
	%D%/dot.c \
	%D%/draw.c \
	%D%/edit.c \
	%D%/event.c \
	%D%/ensemble.c \
	%D%/gml.c \
	%D%/graphml.c \
	%D%/history.c \
	%D%/json.c \
	%D%/limit.c \
	%D%/map.c \
	%D%/matrix.c \
	%D%/measures.c \
	%D%/moves.c \
	%D%/page.c \
	%D%/pajek.c \
	%D%/parameter.c \
	%D%/part.c \
	%D%/paths.c \
	%D%/positions.c \
	%D%/preset.c \
	%D%/rank.c \
	%D%/resume.c \
	%D%/risk.c \
	%D%/run.c \
	%D%/scenario.c \
	%D%/seek.c \
	%D%/shock.c \
	%D%/snapshot.c \
	%D%/sqlite.c \
	%D%/sweep.c \
	%D%/totals.c \
	%D%/track.c \
	%D%/xlsx.c \
	%D%/zip.c \
	$(cli_sources)
%C%_fuzz_CPPFLAGS = $(contagraph_CPPFLAGS)
%C%_fuzz_LDADD = src/libcore.la tests/libworking.a
if FUZZING
%C%_fuzz_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
else
%C%_fuzz_SOURCES += %D%/replay.c
endif
EXTRA_DIST += %D%/campaign.sh %D%/coverage.sh %D%/seeds.sh %D%/replay.c \
	%D%/dictionaries %D%/seeds

# Every target, or those of TARGETS, for TIME seconds each.
TIME = 60
fuzz: contagraph %D%/fuzz
	top_srcdir='$(abs_top_srcdir)' CONTAGRAPH='$(abs_top_builddir)/contagraph' \
	top_builddir='$(abs_top_builddir)' \
	$(SHELL) $(srcdir)/%D%/campaign.sh $(TIME) $(TARGETS)

# How much of what reads its bytes each target's files to start from run, in a
# build with CFLAGS='-O0 -g --coverage' and --disable-shared.
fuzz-coverage: contagraph %D%/fuzz
	@top_srcdir='$(abs_top_srcdir)' CONTAGRAPH='$(abs_top_builddir)/contagraph' \
	top_builddir='$(abs_top_builddir)' \
	$(SHELL) $(srcdir)/%D%/coverage.sh $(TARGETS)
.PHONY: fuzz fuzz-coverage
