cmocka_tests += \
	%D%/test_curve \
	%D%/test_policies \
	%D%/test_progress \
	%D%/test_sweep
%C%_test_sweep_SOURCES = %D%/test_sweep.c \
	tests/support/random_graph.c tests/support/random_graph.h
