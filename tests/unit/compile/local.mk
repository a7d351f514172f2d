cmocka_tests += \
	%D%/test_bad_rows \
	%D%/test_check \
	%D%/test_exposures \
	%D%/test_memory \
	%D%/test_network \
	%D%/test_plan \
	%D%/test_shock_words \
	%D%/test_preset \
	%D%/test_scenario \
	%D%/test_suspect
%C%_test_memory_LDADD = src/libcore.la tests/libfailing.a $(CMOCKA_LIBS)
