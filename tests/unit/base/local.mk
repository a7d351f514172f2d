cmocka_tests += \
	%D%/test_arena \
	%D%/test_array \
	%D%/test_assert \
	%D%/test_beside \
	%D%/test_error \
	%D%/test_memory \
	%D%/test_message \
	%D%/test_radix \
	%D%/test_random \
	%D%/test_share \
	%D%/test_threads
