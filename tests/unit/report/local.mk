cmocka_tests += \
	%D%/test_compare \
	%D%/test_formats \
	%D%/test_list_values \
	%D%/test_pages \
	%D%/test_report_book \
	%D%/test_report_check \
	%D%/test_report_curve \
	%D%/test_report_info \
	%D%/test_report_list \
	%D%/test_report_paths \
	%D%/test_report_rank \
	%D%/test_report_run \
	%D%/test_report_sweep \
	%D%/test_rounds \
	%D%/test_run_files \
	%D%/test_sheet \
	%D%/test_stamp
%C%_test_pages_LDADD = $(trace_ldadd)
%C%_test_rounds_LDADD = $(trace_ldadd)
EXTRA_DIST += %D%/lc1.txt %D%/lc1-ascii.txt
