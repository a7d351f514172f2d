/* contagraph, the program. */
#include <fcntl.h>

#include "cli/interrupt.h"
#include "cli/launch.h"

/* What is closed would be opened as a file of ours, which then took what is
 * meant for it: something that can be used for nothing takes its number. */
static void keep_standard_streams(void)
{
    static const int useless[] = {O_WRONLY, O_RDONLY, O_RDONLY};

    for (int number = 0; number < 3; number++)
        if (fcntl(number, F_GETFD) < 0)
            (void)open("/dev/null", useless[number]);
}

int main(int argc, char **argv)
{
    keep_standard_streams();
    interrupt_catch();
    return (int)program_start(argc, argv, NULL);
}
