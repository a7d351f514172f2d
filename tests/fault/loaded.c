/* Preloaded: says when the libraries are loaded (every_call.c), and is gone. */
#include "fault/loaded.h"

#include <stdlib.h>
#include <sys/ioctl.h>

__attribute__((constructor)) static void say(void)
{
    unsetenv("LD_PRELOAD");
    (void)!ioctl(LOADED_FILE, LOADED_REQUEST);
}
