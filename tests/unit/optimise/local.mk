cmocka_tests += \
	%D%/test_bailout_mend \
	%D%/test_bailout_search \
	%D%/test_clearing_verify \
	%D%/test_flow \
	%D%/test_moves
