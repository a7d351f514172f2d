cmocka_tests += \
	%D%/test_interrupt \
	%D%/test_program

%C%_test_interrupt_SOURCES = %D%/test_interrupt.c src/cli/interrupt.c
