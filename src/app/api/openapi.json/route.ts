import { publicRoute } from "@/server/api/route";
import { openApiText } from "./document";

export const dynamic = "force-dynamic";

/** What the API offers, generated from the schemas that validate it. */
export const GET = publicRoute(
  {},
  async () =>
    new Response(openApiText(), {
      headers: { "content-type": "application/json", "cache-control": "public, max-age=300" },
    }),
);
