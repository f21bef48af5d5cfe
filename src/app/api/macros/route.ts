import { hasLibrary, worksOnTickets } from "@/features/library/policy";
import { macroCreateSchema, macroQuerySchema } from "@/features/macros/schema";
import { listMacros } from "@/features/macros/server/read";
import { createMacro } from "@/features/macros/server/write";
import { signedInRoute } from "@/server/api/route";

/** The macros that the caller sees. */
export const GET = signedInRoute({ may: hasLibrary, query: macroQuerySchema }, ({ actor, query }) =>
  listMacros(actor, query),
);

/** Makes a macro. */
export const POST = signedInRoute(
  { may: worksOnTickets, body: macroCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createMacro(actor, body, { key, address }),
);
