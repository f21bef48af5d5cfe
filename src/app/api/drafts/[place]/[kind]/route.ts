import { putDraftSchema } from "@/features/drafts/schema";
import { deleteDraft, putDraft } from "@/features/drafts/server/write";
import { signedInRoute } from "@/server/api/route";

export const PUT = signedInRoute({ body: putDraftSchema }, ({ actor, params, body, key }) =>
  putDraft(actor, { ...body, place: params["place"] ?? "", kind: params["kind"] ?? "", key }),
);

export const DELETE = signedInRoute({ status: 204 }, ({ actor, params, key }) =>
  deleteDraft(actor, { place: params["place"] ?? "", kind: params["kind"] ?? "" }, key),
);
