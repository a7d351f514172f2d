# Fuzz targets of the readers that are ours. `make check` replays the samples;
# fuzzing itself needs clang and a build folder of its own:
#
#   mkdir fuzzing && cd fuzzing
#   ../configure CC=clang CFLAGS='-g -O1' \
#       --enable-sanitizers=fuzzer-no-link,address,undefined
#   make && make fuzz
#   mkdir corpus && cp ../tests/bad/*.csv corpus
#   fuzz/fuzz_csv -max_len=4096 -max_total_time=300 corpus
fuzz_programs = %D%/fuzz_csv %D%/fuzz_json %D%/fuzz_matrix \
	%D%/fuzz_graphml %D%/fuzz_looks %D%/fuzz_snapshot
EXTRA_PROGRAMS += $(fuzz_programs)
check_scripts += %D%/smoke.sh
check_PROGRAMS += %D%/replay_csv %D%/replay_json %D%/replay_matrix \
	%D%/replay_graphml %D%/replay_looks %D%/replay_snapshot

fuzz_links = src/libcore.la tests/libworking.la
fuzz_flags = $(AM_LDFLAGS) -fsanitize=fuzzer
%C%_fuzz_csv_SOURCES = %D%/fuzz_csv.c %D%/reader.c %D%/reader.h
%C%_fuzz_csv_LDADD = $(fuzz_links)
%C%_fuzz_csv_LDFLAGS = $(fuzz_flags)
%C%_fuzz_json_SOURCES = %D%/fuzz_json.c %D%/reader.c %D%/reader.h
%C%_fuzz_json_LDADD = $(fuzz_links)
%C%_fuzz_json_LDFLAGS = $(fuzz_flags)
%C%_fuzz_matrix_SOURCES = %D%/fuzz_matrix.c %D%/reader.c %D%/reader.h
%C%_fuzz_matrix_LDADD = $(fuzz_links)
%C%_fuzz_matrix_LDFLAGS = $(fuzz_flags)
%C%_fuzz_graphml_SOURCES = %D%/fuzz_graphml.c %D%/reader.c %D%/reader.h
%C%_fuzz_graphml_LDADD = $(fuzz_links)
%C%_fuzz_graphml_LDFLAGS = $(fuzz_flags)
%C%_fuzz_looks_SOURCES = %D%/fuzz_looks.c %D%/reader.c %D%/reader.h
%C%_fuzz_looks_LDADD = $(fuzz_links)
%C%_fuzz_looks_LDFLAGS = $(fuzz_flags)
%C%_fuzz_snapshot_SOURCES = %D%/fuzz_snapshot.c %D%/reader.c %D%/reader.h
%C%_fuzz_snapshot_LDADD = $(fuzz_links)
%C%_fuzz_snapshot_LDFLAGS = $(fuzz_flags)
%C%_replay_csv_SOURCES = %D%/replay.c %D%/fuzz_csv.c %D%/reader.c
%C%_replay_csv_LDADD = $(fuzz_links)
%C%_replay_json_SOURCES = %D%/replay.c %D%/fuzz_json.c %D%/reader.c
%C%_replay_json_LDADD = $(fuzz_links)
%C%_replay_matrix_SOURCES = %D%/replay.c %D%/fuzz_matrix.c %D%/reader.c
%C%_replay_matrix_LDADD = $(fuzz_links)
%C%_replay_graphml_SOURCES = %D%/replay.c %D%/fuzz_graphml.c %D%/reader.c
%C%_replay_graphml_LDADD = $(fuzz_links)
%C%_replay_looks_SOURCES = %D%/replay.c %D%/fuzz_looks.c %D%/reader.c
%C%_replay_looks_LDADD = $(fuzz_links)
%C%_replay_snapshot_SOURCES = %D%/replay.c %D%/fuzz_snapshot.c %D%/reader.c
%C%_replay_snapshot_LDADD = $(fuzz_links)

fuzz: $(fuzz_programs)
.PHONY: fuzz
