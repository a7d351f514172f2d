cmocka_tests += \
	%D%/test_generators
