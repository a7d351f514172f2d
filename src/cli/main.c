/* contagraph, the program. */
#include "cli/interrupt.h"
#include "cli/launch.h"
#include "cli/standard.h"

int main(int argc, char **argv)
{
    standard_keep();
    interrupt_catch();
    return (int)program_start(argc, argv, NULL);
}
