import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ERROR_CODES } from "@/shared/errors";

/** One method of one path, described by the schemas that validate it. Each noun lists its own in its openapi.ts. */
export interface ApiPath {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** Such as "/api/tickets/{ticket}"; what stands in braces becomes a parameter. */
  path: string;
  summary: string;
  /** What else a client should know. */
  description?: string;
  /** Who may call: everybody, whoever is signed in (unless told otherwise), or admins. */
  access?: "anyone" | "signed-in" | "admin";
  request?: {
    query?: z.ZodObject;
    body?: z.ZodType;
    /** What the body is sent as; JSON unless told otherwise. */
    contentType?: "application/json" | "multipart/form-data" | "application/x-www-form-urlencoded";
  };
  /** The body of each answer by its status; null for none, "file" for bytes. Errors need not be listed. */
  responses: Record<number, z.ZodType | null | "file">;
}

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(ERROR_CODES)),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

/** Makes the OpenAPI document of all `paths`. Throws when two describe the same method of the same path. */
export function buildOpenApi(
  paths: readonly ApiPath[],
  info: { title: string; version: string; description?: string },
): ReturnType<typeof createDocument> {
  const all: ZodOpenApiPathsObject = {};
  for (const path of paths) {
    const methods = (all[path.path] ??= {});
    if (methods[path.method]) {
      throw new Error(`${path.method.toUpperCase()} ${path.path} is described twice.`);
    }
    methods[path.method] = toOperation(path);
  }
  return createDocument({
    openapi: "3.1.0",
    info,
    paths: all,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An access token from POST /api/token." },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "next-auth.session-token",
          description:
            "A browser's session; behind https its name begins with __Host-. Sent twice, it counts as none.",
        },
      },
    },
  });
}

function toOperation({
  method,
  path,
  summary,
  description,
  access = "signed-in",
  request,
  responses,
}: ApiPath): ZodOpenApiOperationObject {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const isMutation = method !== "get" && access !== "anyone";
  return {
    summary,
    ...(description ? { description } : {}),
    tags: [path.split("/")[2] ?? "api"],
    security: access === "anyone" ? [] : [{ bearer: [] }, { cookie: [] }],
    requestParams: {
      ...(names.length > 0
        ? { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }
        : {}),
      ...(request?.query ? { query: request.query } : {}),
      ...(isMutation ? { header: z.object({ "Idempotency-Key": z.string().max(200).optional() }) } : {}),
    },
    ...(request?.body
      ? {
          requestBody: {
            required: true,
            content: { [request.contentType ?? "application/json"]: { schema: request.body } },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(responses).map(([status, body]) => [status, toResponse(Number(status), body)]),
      ),
      default: {
        description: "What went wrong",
        content: { "application/problem+json": { schema: problemSchema } },
      },
    },
  };
}

function toResponse(status: number, body: z.ZodType | null | "file") {
  const description = status === 204 ? "Done" : status === 201 ? "Made" : status === 202 ? "Taken" : "Fine";
  if (body === null) {
    return { description };
  }
  if (body === "file") {
    return { description, content: { "application/octet-stream": {} } };
  }
  return { description, content: { "application/json": { schema: body } } };
}
