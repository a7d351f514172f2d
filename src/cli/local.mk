contagraph_SOURCES += \
	%D%/main.c
