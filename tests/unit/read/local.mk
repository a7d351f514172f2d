cmocka_tests += \
	%D%/test_graphml
