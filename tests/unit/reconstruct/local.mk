cmocka_tests += \
	%D%/test_ensemble_stops \
	%D%/test_methods
