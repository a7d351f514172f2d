cmocka_tests += \
	%D%/test_agreement \
	%D%/test_centrality \
	%D%/test_defaults_of_all \
	%D%/test_game \
	%D%/test_graph_measures \
	%D%/test_ranking
