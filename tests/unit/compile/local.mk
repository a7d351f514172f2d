cmocka_tests += \
	%D%/test_network
