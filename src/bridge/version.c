#include "bridge/version.h"

#include <config.h>

#include <contagraph/version.h>

bool ctg_version_at(size_t index, ctg_version *version)
{
    switch (index) {
    case 0:
        *version = (ctg_version){PACKAGE_NAME, PACKAGE_VERSION};
        return true;
    case 1:
        *version = (ctg_version){"igraph", ctg__igraph_version()};
        return true;
    case 2:
        *version = (ctg_version){"GLPK", ctg__glpk_version()};
        return true;
    case 3:
        *version = (ctg_version){"Graphviz", CGRAPH_VERSION};
        return true;
    default:
        return false;
    }
}
