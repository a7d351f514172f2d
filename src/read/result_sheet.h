/* Files of results from the bytes of them. */
#ifndef READ_RESULT_SHEET_H
#define READ_RESULT_SHEET_H

#include <contagraph/sheet.h>

#include "read/content.h"

/* As ctg_sheet_read; the content stays the caller's. */
ctg_status ctg__sheet_of(const ctg__content *content, const char *shown,
                         ctg_sheet **sheet, ctg_error *error);

#endif
