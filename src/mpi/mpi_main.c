/* contagraph-mpi: the commands whose rows can be shared out among ranks. */
#include "cli/launch.h"
#include "cli/standard.h"
#include "mpi/ranks.h"

int main(int argc, char **argv)
{
    ranks all = {0};

    standard_keep();
    ranks_start(&all, &argc, &argv);
    return (int)ranks_end(&all, program_start(argc, argv, &all.shared));
}
