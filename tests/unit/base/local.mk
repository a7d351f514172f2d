cmocka_tests += \
	%D%/test_number \
	%D%/test_words
