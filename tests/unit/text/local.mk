cmocka_tests += \
	%D%/test_clean \
	%D%/test_csv \
	%D%/test_decimal \
	%D%/test_format \
	%D%/test_json \
	%D%/test_json_tokens \
	%D%/test_labels \
	%D%/test_nearest \
	%D%/test_number \
	%D%/test_plain \
	%D%/test_records \
	%D%/test_texts \
	%D%/test_utf8 \
	%D%/test_words
