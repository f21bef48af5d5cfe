import { z } from "zod";
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from "zod-openapi";
import { titles } from "@/messages/server/en/titles";
import { ERROR_CODES, type ErrorCode } from "@/shared/errors";

/** The facts that decide how an operation can be refused. */
export interface Refusable {
  method: string;
  access: "anyone" | "signed-in" | "admin";
  contentType: string;
  hasParameters: boolean;
  query?: z.ZodObject;
  body?: z.ZodType;
  errors?: readonly ErrorCode[];
  errorMembers?: z.ZodRawShape;
}

/** Every refusal: what is sent as application/problem+json. Some carry further members. */
const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(ERROR_CODES)),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  })
  .meta({ id: "Problem" });

/** The responses of an operation that are refusals, by status, each with the codes that it can have. */
export function refusalsOf(operation: Refusable): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(operation)) {
    const { status } = ERROR_CODES[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([one], [other]) => one - other)
      .map(([status, codes]) => [status, refusal(status, codes, operation.errorMembers)]),
  );
}

/** Every code that the operation can be refused with, in the order of the list of codes. */
function codesOf({
  method,
  access,
  contentType,
  hasParameters,
  query,
  body,
  errors = [],
}: Refusable): ErrorCode[] {
  const isMutation = method !== "get";
  const isSignedIn = access !== "anyone";
  const isJson = contentType === "application/json";
  const can: Partial<Record<ErrorCode, boolean>> = {
    bad_request: true,
    bad_json: body !== undefined && isJson,
    bad_multipart: contentType === "multipart/form-data",
    bad_cursor: query !== undefined && "cursor" in query.shape,
    unauthorized: isSignedIn,
    forbidden: access === "admin",
    insufficient_scope: isSignedIn,
    second_factor_required: isSignedIn,
    bad_origin: isMutation,
    not_found: hasParameters,
    timeout: body !== undefined,
    too_large: body !== undefined,
    unsupported_media_type: body !== undefined,
    unknown_host: true,
    invalid: query !== undefined || body !== undefined,
    too_slow: query !== undefined && "q" in query.shape,
    key_reused: isMutation && isSignedIn,
    rate_limited: true,
    internal: true,
    storage_full: isMutation && isSignedIn && method !== "delete",
    unavailable: true,
  };
  const declared = new Set(errors);
  return CODES.filter((code) => can[code] === true || declared.has(code));
}

const isCode = (name: string): name is ErrorCode => name in ERROR_CODES;
const CODES = Object.keys(ERROR_CODES).filter(isCode);

/** The same codes are the same response, which a document holds once, unless it has members of its own. */
function refusal(status: number, codes: ErrorCode[], members?: z.ZodRawShape): ZodOpenApiResponseObject {
  if (status === 409 && members) {
    const optional = Object.entries(members).map(([name, value]) => [name, z.optional(value)] as const);
    return describe(codes, Object.fromEntries(optional));
  }
  const id = codes.map(pascal).join("Or");
  const response = shared.get(id) ?? { id, ...describe(codes) };
  shared.set(id, response);
  return response;
}

const shared = new Map<string, ZodOpenApiResponseObject>();

function describe(codes: ErrorCode[], members: z.ZodRawShape = {}): ZodOpenApiResponseObject {
  const [first = "internal"] = codes;
  const { status } = ERROR_CODES[first];
  const title = titles[first];
  return {
    description: codes.map((code) => `\`${code}\`: ${titles[code]}`).join(". "),
    content: {
      "application/problem+json": {
        schema: z.intersection(problemSchema, z.looseObject({ code: z.enum(codes), ...members })),
        example: {
          type: `/errors/${first}`,
          title,
          status,
          code: first,
          detail: `${title}.`,
          requestId: "f1a2c3",
        },
      },
    },
  };
}

function pascal(code: string): string {
  return code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
