cmocka_tests += \
	%D%/test_book \
	%D%/test_curve
