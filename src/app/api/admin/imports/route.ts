import { uploadQuerySchema } from "@/features/people-imports/schema";
import { listImports } from "@/features/people-imports/server/read";
import { receiveFile } from "@/features/people-imports/server/read-upload";
import { createImport } from "@/features/people-imports/server/write";
import { canAdminister } from "@/features/users/policy";
import { idempotencyKey, requireProof, signedInRoute } from "@/server/api/route";
import { pageQuerySchema } from "@/shared/paging";

/** Imports of people, the latest first. */
export const GET = signedInRoute({ may: canAdminister, query: pageQuerySchema }, ({ actor, query }) =>
  listImports(actor, query),
);

/** Imports people from a CSV file, or keeps it as a preview. */
export const POST = signedInRoute(
  { may: canAdminister, query: uploadQuerySchema, takes: "upload", status: 201 },
  async ({ actor, query, request, session, address }) => {
    const file = await receiveFile(request, query);
    const key = idempotencyKey(request, actor, file.hash);
    return await createImport(actor, file, { key, address, prove: () => requireProof(session) });
  },
);
