cmocka_tests += \
	%D%/test_adl \
	%D%/test_impacts \
	%D%/test_valuations
