/* contagraph, the program. */
#include "cli/interrupt.h"
#include "cli/launch.h"

int main(int argc, char **argv)
{
    interrupt_catch();
    return (int)program_start(argc, argv, NULL);
}
