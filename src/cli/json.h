/* JSON, written as it goes. */
#ifndef CLI_JSON_H
#define CLI_JSON_H

#include <stdio.h>

/* A text in quotes, escaped; bytes that are no UTF-8 become U+FFFD. */
void json_write_text(FILE *file, const char *text);
/* The shortest decimal; null where it is not finite. */
void json_write_number(FILE *file, double number);

#endif
