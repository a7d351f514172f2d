cmocka_tests += \
	%D%/test_matrix
