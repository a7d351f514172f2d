cmocka_tests += \
	%D%/test_calibrate \
	%D%/test_drawn_values \
	%D%/test_correlation \
	%D%/test_distributions \
	%D%/test_draw \
	%D%/test_drawn_shocks \
	%D%/test_elementary \
	%D%/test_estimate \
	%D%/test_history \
	%D%/test_open_draws \
	%D%/test_parameters \
	%D%/test_resume \
	%D%/test_risk \
	%D%/test_slots \
	%D%/test_tilt
