cmocka_tests += \
	%D%/test_clearing_verify \
	%D%/test_moves
