/* Versions of the libraries underneath, each said by its own bridge. */
#ifndef BRIDGE_VERSION_H
#define BRIDGE_VERSION_H

const char *ctg__glpk_version(void);
const char *ctg__igraph_version(void);

#endif
