cmocka_tests += \
	%D%/test_distributions \
	%D%/test_elementary \
	%D%/test_estimate \
	%D%/test_slots
