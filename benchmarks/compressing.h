/* The memory of a compression, beside a run of the same graph. */
#ifndef BENCHMARKS_COMPRESSING_H
#define BENCHMARKS_COMPRESSING_H

/* Rows of the table. Before all else: children begin with what the process
 * has, and that would count as theirs. */
void compressing_measure(void);

#endif
