/* Runs a fuzz target over files, without libFuzzer. */
#include <stdio.h>
#include <stdlib.h>

#include "reader.h"

static int replay(const char *path)
{
    FILE *const file = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t length = 0;
    size_t got = 1;

    if (!file) {
        perror(path);
        return 1;
    }
    while (got) {
        uint8_t *const grown = realloc(bytes, length + 65536);

        if (!grown)
            abort();
        bytes = grown;
        got = fread(bytes + length, 1, 65536, file);
        length += got;
    }
    fclose(file);
    LLVMFuzzerTestOneInput(bytes, length);
    free(bytes);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++)
        failed |= replay(argv[i]);
    printf("%d files\n", argc - 1);
    return failed || argc < 2;
}
