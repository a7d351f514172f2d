cmocka_tests += \
	%D%/test_book \
	%D%/test_info \
	%D%/test_look_through
