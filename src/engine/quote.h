/* Prices of a market, as an opening sees them. */
#ifndef ENGINE_QUOTE_H
#define ENGINE_QUOTE_H

/* What a leg in a market is worth, and by how much that fell; the last one is
 * the numeraire's. Made anew at each opening. */
typedef struct ctg__quote {
    double before;     /* price in the last round's books */
    double fall;       /* of it at this opening */
    double collateral; /* (1 - m) x oracle price */
    double debt;       /* (1 + m) x oracle price; m = 0 on lending venues */
    double oracle;     /* where m depends on the leg, by tiers; else NaN */
} ctg__quote;

#endif
