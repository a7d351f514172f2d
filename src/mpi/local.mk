# contagraph-mpi, a program of its own: contagraph never links MPI. Built with
# --enable-mpi.
if MPI_ENABLED
bin_PROGRAMS += contagraph-mpi
contagraph_mpi_SOURCES = %D%/dealing.c %D%/dealing.h %D%/mpi_main.c \
	%D%/ranks.c %D%/ranks.h \
	src/base/memory.c $(cli_sources)
contagraph_mpi_CPPFLAGS = $(contagraph_CPPFLAGS) $(MPI_CPPFLAGS)
contagraph_mpi_CFLAGS = $(contagraph_CFLAGS)
contagraph_mpi_LDFLAGS = $(contagraph_LDFLAGS)
contagraph_mpi_LDADD = $(contagraph_LDADD) $(MPI_LIBS)
endif
