cmocka_tests += \
	%D%/test_book \
	%D%/test_curve \
	%D%/test_sweep
