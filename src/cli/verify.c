#include "cli/verify.h"

#include <contagraph/text.h>
#include <contagraph/verify.h>

#include "cli/progress.h"
#include "cli/say.h"

static exit_status say_differs(const job *made, const ctg_verification *found)
{
    char difference[32];
    char debt[32];
    ctg_claim claim;

    ctg_text_number(difference, found->largest_difference);
    ctg_text_number(debt, found->largest_debt);
    if (!ctg_run_claim(made->run, found->exposure, &claim)) {
        say("--verify: the linear programme differs by %s", difference);
        return EXIT_FAILED;
    }
    say("--verify: what '%.60s' owes to '%.60s' differs from the linear "
        "programme by %s, more than 1e-9 of the largest debt, %s",
        ctg_graph_node_id(made->from.graph, claim.debtor),
        ctg_graph_node_id(made->from.graph, claim.creditor), difference, debt);
    return EXIT_FAILED;
}

exit_status verify_run(const job *made)
{
    progress shown = {.doing = "verifying"};
    ctg_verification found;
    char difference[32];
    char paid[CTG_TEXT_ROOM];
    ctg_error error;
    const ctg_status status = ctg_run_verify(
        made->run, made->plan, progress_step, &shown, &found, &error);

    progress_erase();
    if (status) {
        if (status == CTG_NO_SOLUTION)
            say("--verify: %s", error.message);
        return status == CTG_NO_SOLUTION ? EXIT_FAILED
                                         : say_error(status, &error);
    }
    if (!found.agrees)
        return say_differs(made, &found);
    ctg_text_number(difference, found.largest_difference);
    ctg_text_amount(paid, found.paid, ctg_graph_about(made->from.graph)->unit,
                    made->on.ascii);
    say_note("verified: the linear programme pays %s in all and differs by %s "
             "at most",
             paid, difference);
    return EXIT_DONE;
}
