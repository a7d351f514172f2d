cmocka_tests += \
	%D%/test_adl \
	%D%/test_impacts \
	%D%/test_loop \
	%D%/test_spiral \
	%D%/test_valuations
