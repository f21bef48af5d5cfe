import { worksOnTickets } from "@/features/library/policy";
import { macroRunSchema } from "@/features/macros/schema";
import { runMacro } from "@/features/macros/server/write-run";
import { signedInRoute } from "@/server/api/route";

/** Does to tickets what a macro says. */
export const POST = signedInRoute(
  { may: worksOnTickets, body: macroRunSchema, speaks: true },
  ({ actor, params, body, key, language }) =>
    runMacro(actor, { ...body, id: params["id"] ?? "", key, language }),
);
