#include "cli/bar.h"

#include <math.h>
#include <string.h>

const char *bar_print(char text[BAR_ROOM], double share, size_t columns,
                      bool ascii)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const size_t most = columns < BAR_MOST ? columns : BAR_MOST;
    size_t eighths;

    text[0] = '\0';
    if (!(share > 0))
        return text;
    eighths = (size_t)llround(8 * (double)most * fmin(share, 1));
    if (eighths == 0)
        eighths = 1;
    if (ascii) {
        size_t full = (eighths + 4) / 8;

        memset(text, '#', full ? full : 1);
        text[full ? full : 1] = '\0';
        return text;
    }
    for (size_t i = 0; i < eighths / 8; i++)
        strcat(text, "█");
    return strcat(text, parts[eighths % 8]);
}
