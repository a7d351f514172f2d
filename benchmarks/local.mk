# Programs that measure; built on demand, as in `make benchmarks/trace`.
EXTRA_PROGRAMS = %D%/engine %D%/read %D%/trace
%C%_engine_LDADD = src/libcore.la tests/libworking.la
%C%_read_LDADD = src/libcore.la tests/libworking.la
%C%_trace_LDADD = src/libcore.la tests/libworking.la

bench: %D%/read$(EXEEXT) %D%/engine$(EXEEXT)
	%D%/read$(EXEEXT)
	%D%/engine$(EXEEXT)
.PHONY: bench
