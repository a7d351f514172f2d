/* Standard input, output and error, where whoever starts the program closed one. */
#ifndef CLI_STANDARD_H
#define CLI_STANDARD_H

/*
 * Before anything is opened: what is closed would be opened as a file of ours,
 * or as a library's, which then took what is meant for it. Something that can be
 * used for nothing takes its number.
 */
void standard_keep(void);

#endif
