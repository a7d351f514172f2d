/* contagraph-mpi: the commands whose rows can be shared out among ranks. */
#include "cli/launch.h"
#include "mpi/ranks.h"

int main(int argc, char **argv)
{
    ranks all = {0};

    ranks_start(&all, &argc, &argv);
    return (int)ranks_end(&all, program_start(argc, argv, &all.shared));
}
