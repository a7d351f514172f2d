cmocka_tests += \
	%D%/test_arena \
	%D%/test_array \
	%D%/test_beside \
	%D%/test_clean \
	%D%/test_error \
	%D%/test_format \
	%D%/test_labels \
	%D%/test_memory \
	%D%/test_message \
	%D%/test_nearest \
	%D%/test_number \
	%D%/test_output \
	%D%/test_random \
	%D%/test_texts \
	%D%/test_threads \
	%D%/test_utf8 \
	%D%/test_words
