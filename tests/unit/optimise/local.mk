cmocka_tests += \
	%D%/test_verify
