cmocka_tests += \
	%D%/test_adl_cells \
	%D%/test_apportion \
	%D%/test_behind \
	%D%/test_cascade \
	%D%/test_cascade_sums \
	%D%/test_centre \
	%D%/test_frames \
	%D%/test_importance \
	%D%/test_layout \
	%D%/test_maps \
	%D%/test_matrix \
	%D%/test_dot \
	%D%/test_outline \
	%D%/test_pairs \
	%D%/test_palette \
	%D%/test_places \
	%D%/test_render \
	%D%/test_scatter \
	%D%/test_stopped \
	%D%/test_svg_tag \
	%D%/test_views
EXTRA_DIST += %D%/picture.h %D%/random_cascade.h tests/support/ledger.h \
	%D%/small.txt %D%/small.dot %D%/golden
check_scripts += tests/pictures.sh
