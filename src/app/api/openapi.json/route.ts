import { publicRoute } from "@/server/route";
import { openApiDocument } from "./document";

export const dynamic = "force-dynamic";

/** What the API offers, generated from the schemas that validate it. */
export const GET = publicRoute({}, async () =>
  Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } }),
);
