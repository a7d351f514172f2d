#include "cli/reader.h"

#include <poll.h>
#include <unistd.h>

bool reader_left(void)
{
    struct pollfd polled = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&polled, 1, 0) > 0 && (polled.revents & POLLERR) != 0;
}
