/* The part of a description that looks through layers, and at prices. */
#ifndef CLI_LOOK_H
#define CLI_LOOK_H

#include "cli/described.h"

/* What is counted twice, spiral numbers, who is most exposed to each asset. */
exit_status look_write_system_text(const described *page, FILE *file);
/* Who is most exposed to each asset, as a table of Markdown. */
exit_status look_write_system_md(const described *page, FILE *file);
/* `"look_through": [...]`, every node's money in every asset. */
exit_status look_write_system_json(const described *page, FILE *file);
/* `"spirals": [...]`, of every asset. */
void look_write_spirals_json(const described *page, FILE *file);

/* What one node is exposed to. */
exit_status look_write_node_text(const described *page, FILE *file);
exit_status look_write_node_json(const described *page, FILE *file);
exit_status look_write_node_md(const described *page, FILE *file);
exit_status look_write_node_table(const described *page, const char *format,
                                  FILE *file);

#endif
