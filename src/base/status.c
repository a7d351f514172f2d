/* Statuses in words. */
#include <contagraph/status.h>

const char *ctg_status_name(ctg_status status)
{
    switch (status) {
    case CTG_OK:
        return "success";
    case CTG_BAD_ARGUMENT:
        return "invalid argument";
    case CTG_BAD_INPUT:
        return "invalid input";
    case CTG_IO_ERROR:
        return "input/output error";
    case CTG_NOT_FOUND:
        return "not found";
    case CTG_NO_SOLUTION:
        return "no solution";
    case CTG_CANCELLED:
        return "cancelled";
    case CTG_NO_MEMORY:
        return "out of memory";
    case CTG_INTERNAL:
        return "internal error";
    }
    return "unknown status";
}
