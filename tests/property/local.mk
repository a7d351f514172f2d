cmocka_tests += \
	%D%/test_abreast \
	%D%/test_counted \
	%D%/test_network_laws \
	%D%/test_pictures \
	%D%/test_calibrations \
	%D%/test_claims_alone \
	%D%/test_fallen_origins \
	%D%/test_fallen_pictures \
	%D%/test_once_more \
	%D%/test_reconstruct \
	%D%/test_remedies \
	%D%/test_remedy_laws \
	%D%/test_remedy_searches \
	%D%/test_remedy_stops \
	%D%/test_risk_laws \
	%D%/test_spellings \
	%D%/test_tail_only \
	%D%/test_laws
%C%_test_pictures_SOURCES = %D%/test_pictures.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_laws_SOURCES = %D%/test_laws.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_counted_SOURCES = %D%/test_counted.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_risk_laws_SOURCES = %D%/test_risk_laws.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_once_more_SOURCES = %D%/test_once_more.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_claims_alone_SOURCES = %D%/test_claims_alone.c \
	tests/support/random_graph.c tests/support/random_graph.h
%C%_test_abreast_SOURCES = %D%/test_abreast.c \
	tests/support/random_graph.c tests/support/random_graph.h
