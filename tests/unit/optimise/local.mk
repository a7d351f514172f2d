cmocka_tests += \
	%D%/test_clearing_verify
