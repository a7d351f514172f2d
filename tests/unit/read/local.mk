cmocka_tests += \
	%D%/test_asked \
	%D%/test_bad \
	%D%/test_builder \
	%D%/test_bytes \
	%D%/test_column_name \
	%D%/test_columns \
	%D%/test_containers \
	%D%/test_csv \
	%D%/test_csv_pieces \
	%D%/test_csv_rows \
	%D%/test_dialects \
	%D%/test_dot \
	%D%/test_ends \
	%D%/test_fields \
	%D%/test_finished \
	%D%/test_graphml \
	%D%/test_hostile_names \
	%D%/test_matrix \
	%D%/test_numbered \
	%D%/test_results \
	%D%/test_snapshot \
	%D%/test_snapshot_kept \
	%D%/test_snapshot_lies \
	%D%/test_snapshot_network
EXTRA_DIST += tests/bad tests/support/files.h

EXTRA_DIST += tests/support/formats.h
