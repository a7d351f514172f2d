cmocka_tests += \
	%D%/test_edit \
	%D%/test_ledger \
	%D%/test_ledger_falls \
	%D%/test_look_up \
	%D%/test_matrix \
	%D%/test_spectral \
	%D%/test_summary
