import { hasLibrary } from "@/features/library/policy";
import { viewCreateSchema, viewQuerySchema } from "@/features/views/schema";
import { listViews } from "@/features/views/server/read";
import { createView } from "@/features/views/server/write";
import { signedInRoute } from "@/server/api/route";

/** The saved views that the caller sees. */
export const GET = signedInRoute({ may: hasLibrary, query: viewQuerySchema }, ({ actor, query }) =>
  listViews(actor, query),
);

/** Saves a view. */
export const POST = signedInRoute(
  { may: hasLibrary, body: viewCreateSchema, status: 201 },
  ({ actor, body, key, address }) => createView(actor, body, { key, address }),
);
