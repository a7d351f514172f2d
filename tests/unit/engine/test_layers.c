/* Who pays a venue's shortfalls: funds and all accounts. */
#include "support/outcome.h"

static double used(const outcome *made, size_t index)
{
    ctg_layer_use use;

    assert_true(ctg_run_layer_use(made->run, index, &use));
    return use.used;
}

/*
 * X falls to 0.5: O lacks 20 and P 8. The fund has 7: 5 for O, 2 for P, in
 * proportion; the venue bears the other 21.
 */
static void a_fund_pays_in_proportion_to_what_is_lacking(void **state)
{
    outcome made = outcome_of(
        graph_of(
            "nodes", "id,equity,cash\nV,500,\nF,30,\nO,,\nP,,\n", "assets",
            "id,price,oracle\nX,1,fixed\n", "venues", "node,type\nV,lending\n",
            "markets", "venue,asset,maintenance\nV,X,0.1\n", "positions",
            "account,owner,venue,asset,quantity\nk,O,V,X,100\n"
            "k,O,V,,-70\nl,P,V,X,40\nl,P,V,,-28\n",
            "layers", "venue,order,kind,provider,amount\nV,1,fund,F,7\n", NULL),
        scenario_of("asset X=-50%", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "F"), 5);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "P", "F"), 2);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "V"), 15);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "P", "V"), 6);
    assert_near(used(&made, 0), 7);
    assert_near(used(&made, 1), 21);
    outcome_free(&made);
}

/* What a node paid for others in round 1. */
static double in_round_one(const outcome *made, ctg_node node)
{
    const ctg_entry *const entries =
        ctg_ledger_entries(ctg_run_ledger(made->run));
    double sum = 0;

    for (size_t e = 0; e < ctg_ledger_count(ctg_run_ledger(made->run)); e++)
        if (entries[e].round == 1 && entries[e].channel == CTG_SOCIALISE &&
            ctg_actor_index(entries[e].target) == node)
            sum += entries[e].amount;
    return sum;
}

/* Two venues with accounts in turn: each has its own fund and lacks. */
static void each_venue_has_its_own_layers(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nW,500\nF,30\nG,30\nO,\nP,\nQ,\n",
                 "assets", "id,price,oracle\nX,1,fixed\n", "venues",
                 "node,type\nV,lending\nW,lending\n", "markets",
                 "venue,asset,maintenance\nV,X,0.1\nW,X,0.1\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,100\n"
                 "k,O,V,,-70\nl,P,W,X,40\nl,P,W,,-28\nm,Q,V,X,10\n"
                 "m,Q,V,,-6\n",
                 "layers",
                 "venue,order,kind,provider,amount\nV,1,fund,F,24\n"
                 "W,1,fund,G,13\n",
                 NULL),
        scenario_of("asset X=-50%", NULL));

    (void)state;
    assert_near(outcome_sum(&made, CTG_SHORTFALL, NULL, "F"), 21);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "O", "F"), 20);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "P", "G"), 8);
    outcome_free(&made);
}

/*
 * O lacks 20. P has 50 - 12 = 38, Q 21 - 2 = 19: they pay 2 to 1, from their
 * collateral: 40 X at 0.5, which are then in no account.
 */
static void all_accounts_pay_in_proportion_to_their_equity(void **state)
{
    outcome made = outcome_of(
        graph_of("nodes", "id,equity\nV,500\nO,\nP,\nQ,\nS,8\n", "assets",
                 "id,price,depth,oracle\nX,1,1000,fixed\n", "holdings",
                 "node,asset,quantity\nS,X,10\n", "venues",
                 "node,type\nV,lending\n", "markets",
                 "venue,asset,maintenance\nV,X,0.1\n", "positions",
                 "account,owner,venue,asset,quantity\nk,O,V,X,100\n"
                 "k,O,V,,-70\nl,P,V,X,100\nl,P,V,,-12\nm,Q,V,X,42\n"
                 "m,Q,V,,-2\n",
                 "layers", "venue,order,kind\nV,1,socialise\n", NULL),
        scenario_of("asset X=-50%;node S=default", "unwind_rounds", "2",
                    "rounds", "2", NULL));
    const double first = 0.5 * 2.5 / 1000;
    const double price = 0.5 - first;

    (void)state;
    assert_near(in_round_one(&made, 2), 20 * 38.0 / 57);
    assert_near(in_round_one(&made, 3), 20 * 19.0 / 57);
    /* 252 of X at first; 40 were taken in round 1, and 5 sold. */
    assert_near(outcome_sum(&made, CTG_IMPACT, "S", "asset:X"),
                first * 252 + price * (5 * price / 1000) * (252 - 40 - 5));
    outcome_free(&made);
}

/* L lacks 30 of 3 X at 80, M 10 of 2: g = 10 and 5 per unit. */
static outcome closed_against(const char *winners, const char *rule)
{
    char positions[300];
    char layers[80];

    snprintf(positions, sizeof positions,
             "account,owner,venue,asset,quantity,entry_price\n"
             "m,M,V,X,2,100\nm,M,V,,-170,\nl,L,V,X,3,100\nl,L,V,,-270,\n%s",
             winners);
    snprintf(layers, sizeof layers, "venue,order,kind,rule\nV,1,adl,%s\n",
             rule);
    return outcome_of(graph_of("nodes", "id,equity\nV,1000\nL,\nM,\nS,\nT,\n",
                               "assets", "id,price\nX,95\n", "venues",
                               "node,type\nV,margin\n", "markets",
                               "venue,asset,maintenance\nV,X,0.05\n",
                               "positions", positions, "layers", layers, NULL),
                      scenario_of("asset X=80", "rounds", "1", NULL));
}

static void adl_closes_the_largest_lack_first(void **state)
{
    outcome made = closed_against("s,S,V,X,-2,100\ns,S,V,,230,\n", "bitmex");

    (void)state;
    assert_near(outcome_sum(&made, CTG_ADL, "L", "S"), 20);
    assert_near(outcome_sum(&made, CTG_ADL, "M", NULL), 0);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "L", "V"), 10);
    assert_near(outcome_sum(&made, CTG_SHORTFALL, "M", "V"), 10);
    assert_near(used(&made, 0), 20);
    outcome_free(&made);
}

/* S and T have the same equity and size; S entered at a better price. */
static void adl_winners_go_by_score_then_by_row(void **state)
{
    static const char *const rules[] = {"bitmex", "binance", "hyperliquid"};

    (void)state;
    for (size_t k = 0; k < 3; k++) {
        outcome made = closed_against("t,T,V,X,-5,90\nt,T,V,,550,\n"
                                      "s,S,V,X,-5,100\ns,S,V,,550,\n",
                                      rules[k]);

        assert_near(outcome_sum(&made, CTG_ADL, NULL, "S"), 40);
        assert_near(outcome_sum(&made, CTG_ADL, NULL, "T"), 0);
        outcome_free(&made);
        made = closed_against("t,T,V,X,-5,100\nt,T,V,,550,\n"
                              "s,S,V,X,-5,100\ns,S,V,,550,\n",
                              rules[k]);
        assert_near(outcome_sum(&made, CTG_ADL, NULL, "T"), 40);
        outcome_free(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fund_pays_in_proportion_to_what_is_lacking),
        cmocka_unit_test(each_venue_has_its_own_layers),
        cmocka_unit_test(all_accounts_pay_in_proportion_to_their_equity),
        cmocka_unit_test(adl_closes_the_largest_lack_first),
        cmocka_unit_test(adl_winners_go_by_score_then_by_row),
    };

    return RUN_TESTS(tests);
}
