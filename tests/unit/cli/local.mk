cmocka_tests += \
	%D%/test_interrupt \
	%D%/test_patience \
	%D%/test_program

%C%_test_interrupt_SOURCES = %D%/test_interrupt.c src/cli/interrupt.c
%C%_test_patience_SOURCES = %D%/test_patience.c src/cli/patience.c
