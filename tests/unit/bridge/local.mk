cmocka_tests += \
	%D%/test_cgraph
