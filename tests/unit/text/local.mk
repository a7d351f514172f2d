cmocka_tests += \
	%D%/test_csv \
	%D%/test_plain \
	%D%/test_records
