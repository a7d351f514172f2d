cmocka_tests += \
	%D%/test_dot \
	%D%/test_graphml \
	%D%/test_numbered \
	%D%/test_snapshot
