/* Where the program itself lies, and what was installed with it. */
#ifndef CLI_PROGRAM_H
#define CLI_PROGRAM_H

/* Keeps argv[0], for systems that do not tell otherwise. Called once. */
void program_remember(const char *name);

/*
 * The folder of presets that belongs to this program, wherever both were moved
 * together: beside a program that was not installed, else as far from it as
 * from where it was to be installed. NULL where there is none. Free it.
 */
char *program_presets(void);

#endif
