/* Pictures, written as DOT or rendered. */
#ifndef CLI_PICTURE_H
#define CLI_PICTURE_H

#include <contagraph/draw.h>

#include "cli/job.h"
#include "cli/stream.h"

/* The options every view shares: the network, the run, its scenario. */
ctg_draw_options picture_options(const job *made);

/* The cascade as DOT; "-" is standard output. */
exit_status picture_write_cascade(const job *made, const char *path,
                                  streams *out);

/*
 * A drawing to a file or standard output (NULL), rendered if its ending says
 * so. Its notes and the renderer's troubles are said on stderr.
 */
exit_status picture_save(const ctg_drawing *drawing, const char *path,
                         unsigned dpi);

/* All cells of a matrix, to a file or standard output. */
exit_status picture_save_csv(const ctg_drawing *drawing, const char *path);

#endif
