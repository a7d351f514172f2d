# Programs that measure; built on demand, as in `make benchmarks/trace`.
EXTRA_PROGRAMS = %D%/read %D%/trace
%C%_read_LDADD = src/libcore.la tests/libworking.la
%C%_trace_LDADD = src/libcore.la tests/libworking.la

bench: %D%/read$(EXEEXT)
	%D%/read$(EXEEXT)
.PHONY: bench
