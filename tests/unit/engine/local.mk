cmocka_tests += \
	%D%/test_accounts \
	%D%/test_adl \
	%D%/test_adl_order \
	%D%/test_claims_lean \
	%D%/test_close_out \
	%D%/test_deleverage \
	%D%/test_failures \
	%D%/test_funding \
	%D%/test_impacts \
	%D%/test_layer_adl \
	%D%/test_layer_socialise \
	%D%/test_layers \
	%D%/test_loop \
	%D%/test_market \
	%D%/test_opening \
	%D%/test_papers \
	%D%/test_run \
	%D%/test_settlement \
	%D%/test_shocks \
	%D%/test_shortfalls \
	%D%/test_slots \
	%D%/test_spiral \
	%D%/test_survey \
	%D%/test_tokens \
	%D%/test_valuations
%C%_test_accounts_SOURCES = %D%/test_accounts.c \
	tests/support/random_graph.c tests/support/random_graph.h
