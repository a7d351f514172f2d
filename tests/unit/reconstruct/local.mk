cmocka_tests += \
	%D%/test_methods
