cmocka_tests += \
	%D%/test_bits \
	%D%/test_linear \
	%D%/test_linear_local \
	%D%/test_mixed \
	%D%/test_rows_shared \
	%D%/test_shapes
%C%_test_bits_SOURCES = %D%/test_bits.c \
	benchmarks/graphs.c benchmarks/graphs.h benchmarks/bars.c benchmarks/bars.h
%C%_test_shapes_SOURCES = %D%/test_shapes.c \
	benchmarks/graphs.c benchmarks/graphs.h benchmarks/bars.c benchmarks/bars.h
%C%_test_mixed_LDADD = tests/libworked.a src/libcore.la \
	tests/libworking.a $(CMOCKA_LIBS)
