cmocka_tests += \
	%D%/test_charts \
	%D%/test_embedded \
	%D%/test_findings \
	%D%/test_svg
