cmocka_tests += \
	%D%/test_accounts \
	%D%/test_adl \
	%D%/test_close_out \
	%D%/test_failures \
	%D%/test_fast \
	%D%/test_fast_bits \
	%D%/test_fast_mixed \
	%D%/test_fast_shapes \
	%D%/test_fast_spread \
	%D%/test_funding \
	%D%/test_impacts \
	%D%/test_layer_adl \
	%D%/test_layer_socialise \
	%D%/test_layers \
	%D%/test_loop \
	%D%/test_market \
	%D%/test_opening \
	%D%/test_papers \
	%D%/test_run \
	%D%/test_settlement \
	%D%/test_shocks \
	%D%/test_shortfalls \
	%D%/test_slots \
	%D%/test_spiral \
	%D%/test_survey \
	%D%/test_tokens \
	%D%/test_valuations
%C%_test_accounts_SOURCES = %D%/test_accounts.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_fast_bits_SOURCES = %D%/test_fast_bits.c \
	benchmarks/graphs.c benchmarks/graphs.h benchmarks/bars.c benchmarks/bars.h
%C%_test_fast_shapes_SOURCES = %D%/test_fast_shapes.c \
	benchmarks/graphs.c benchmarks/graphs.h benchmarks/bars.c benchmarks/bars.h
%C%_test_fast_mixed_LDADD = tests/libworked.la src/libcore.la \
	tests/libworking.la $(CMOCKA_LIBS)
