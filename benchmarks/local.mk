# Programs that measure; built on demand, as in `make benchmarks/trace`.
EXTRA_PROGRAMS = %D%/engine %D%/rank %D%/read %D%/trace
%C%_engine_LDADD = src/libcore.la tests/libworking.la
%C%_rank_SOURCES = %D%/rank.c %D%/graphs.c %D%/graphs.h
%C%_rank_LDADD = src/libcore.la tests/libworking.la
%C%_read_LDADD = src/libcore.la tests/libworking.la
%C%_trace_LDADD = src/libcore.la tests/libworking.la

bench: %D%/read$(EXEEXT) %D%/engine$(EXEEXT) %D%/rank$(EXEEXT)
	%D%/read$(EXEEXT)
	%D%/engine$(EXEEXT)
	OMP_NUM_THREADS=1 %D%/rank$(EXEEXT)
.PHONY: bench
