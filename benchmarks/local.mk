# Programs that measure; built on demand, as in `make benchmarks/trace`.
EXTRA_PROGRAMS = %D%/trace
%C%_trace_LDADD = src/libcore.la tests/libworking.la
