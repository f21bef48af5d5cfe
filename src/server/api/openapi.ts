import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { ErrorCode } from "@/shared/errors";
import { refusalsOf } from "./openapi-errors";
import { addExamples } from "./openapi-examples";

/** The methods of a path. */
export type Method = "get" | "post" | "put" | "patch" | "delete";

/** One method of one path, described by the schemas that validate it. Without `ok`, `created` and `accepted` it answers 204. */
export interface Operation {
  /** The operation's name in a generated client, such as "createTicket"; it is unique. */
  id: string;
  summary: string;
  /** What else a client should know. */
  description?: string;
  /** Who may call; by default admins below /api/admin, and elsewhere everybody who is signed in. */
  access?: "anyone" | "signed-in" | "admin";
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body's media type; JSON by default. */
  contentType?: "application/json" | "multipart/form-data" | "application/x-www-form-urlencoded";
  /** The body of a 200; "file" for bytes. */
  ok?: z.ZodType | "file";
  /** The body of a 201. */
  created?: z.ZodType;
  /** The body of a 202, true for none. */
  accepted?: z.ZodType | true;
  /** Its error codes beyond those that follow from access, path, query and body. */
  errors?: readonly ErrorCode[];
  /** The members of such problems beside those of every problem. */
  errorMembers?: z.ZodRawShape;
  /** For routes of next-auth: all their answers, instead of those above and of every refusal. */
  answers?: ZodOpenApiOperationObject["responses"];
}

/** Operations by path and method; a name in braces in a path is a parameter. Each noun lists its own in its openapi.ts. */
export type ApiPaths = Record<`/api/${string}`, Partial<Record<Method, Operation>>>;

/** The methods in the document's order. */
const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** Builds the OpenAPI document from the descriptions of all nouns. Throws when two describe the same path, or share an operation's id. */
export function buildOpenApi(
  nouns: readonly ApiPaths[],
  info: { title: string; version: string; description: string },
): ReturnType<typeof createDocument> {
  const paths: ZodOpenApiPathsObject = {};
  const ids = new Set<string>();
  for (const [path, operations] of nouns.flatMap((noun) => Object.entries(noun))) {
    if (paths[path]) {
      throw new Error(`${path} is described twice.`);
    }
    const item = (paths[path] = {});
    for (const method of METHODS) {
      const operation = operations[method];
      if (!operation) {
        continue;
      }
      if (ids.has(operation.id)) {
        throw new Error(`Two operations are called ${operation.id}.`);
      }
      ids.add(operation.id);
      Object.assign(item, { [method]: toOperation(path, method, operation) });
    }
  }
  const document = createDocument(
    {
      openapi: "3.1.0",
      info: { ...info, license: { name: "MIT", identifier: "MIT" } },
      // Relative to the document's URL: so it is right behind every proxy, and under every host name.
      servers: [{ url: "/", description: "This help desk" }],
      tags: tagsOf(Object.keys(paths)),
      paths,
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    { override: rendered },
  );
  addExamples(document);
  return document;
}

const SECURITY_SCHEMES = {
  bearer: { type: "http", scheme: "bearer", description: "An access token from POST /api/token." },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "next-auth.session-token",
    description:
      "A browser's session; behind https its name begins with __Host-. Sent twice, it counts as none.",
  },
} as const;

/** An answer may carry more fields later (contract), and a record with a closed list of names is an object with these fields. */
const rendered: ZodOpenApiOverride = ({ jsonSchema, io }) => {
  if (io === "output" && jsonSchema.additionalProperties === false) {
    delete jsonSchema.additionalProperties;
  }
  const names = jsonSchema.propertyNames;
  const value = jsonSchema.additionalProperties;
  if (typeof names === "object" && names.enum && typeof value === "object") {
    jsonSchema.properties = Object.fromEntries(names.enum.map((name) => [String(name), value]));
    delete jsonSchema.propertyNames;
    delete jsonSchema.additionalProperties;
  }
};

function toOperation(path: string, method: Method, operation: Operation): ZodOpenApiOperationObject {
  const { id, summary, description, query, body, contentType = "application/json" } = operation;
  const access = accessTo(path, operation);
  const names = parameterNames(path);
  const isKeyed = method !== "get" && access !== "anyone";
  return {
    operationId: id,
    summary,
    ...(description ? { description } : {}),
    tags: [tagOf(path)],
    security: access === "anyone" ? [] : [{ bearer: [] }, { cookie: [] }],
    requestParams: {
      ...(names.length > 0
        ? { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }
        : {}),
      ...(query ? { query } : {}),
      ...(isKeyed ? { header: z.object({ "Idempotency-Key": z.string().max(200).optional() }) } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { [contentType]: { schema: body } } } } : {}),
    responses: operation.answers ?? {
      ...success(operation),
      ...refusalsOf({ ...operation, method, access, contentType, hasParameters: names.length > 0 }),
    },
  };
}

/** Who may call an operation, declared or by default. */
function accessTo(path: string, { access }: Operation): "anyone" | "signed-in" | "admin" {
  return access ?? (path.startsWith("/api/admin/") ? "admin" : "signed-in");
}

function parameterNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}

function tagOf(path: string): string {
  return path.split("/")[2] ?? "api";
}

/** What stands under each first part of a path. */
const TAGS: Readonly<Record<string, string>> = {
  tickets: "Tickets, what is said and attached to them, and their history",
  comments: "Comments and internal notes",
  attachments: "Files of tickets",
  "assignment-requests": "Agents who ask that a ticket of another team be assigned",
  drafts: "What its author has written and not sent",
  notifications: "What one should know of",
  stats: "The counts behind the lists",
  announcements: "Banners over the pages of those whom they are for",
  "canned-replies": "Texts that agents insert into what they write",
  macros: "Several changes of a ticket in one step",
  views: "Lists of tickets that have a name",
  organisation: "How the organisation looks: its name, logo and accent",
  events: "What happens, for programs",
  presence: "Who is online",
  people: "People to choose among",
  colleagues: "Colleagues who can be let follow a ticket",
  teams: "Teams to choose among",
  categories: "Categories to choose among",
  tags: "Tags in use",
  me: "One's own account and sessions",
  auth: "Signing a browser in",
  addresses: "Confirming an address by its mailed link",
  "passkey-challenge": "Signing a browser in by a passkey",
  token: "Signing in a client that is no browser",
  register: "Making oneself an account",
  guest: "Asking for help without an account",
  invitation: "Accepting an invitation",
  "password-reset": "Choosing a new password by a mailed link",
  unsubscribe: "Ending mails about tickets",
  "first-run": "The first admin of a new installation",
  admin: "What admins look after",
};

function tagsOf(paths: readonly string[]): { name: string; description: string }[] {
  return [...new Set(paths.map(tagOf))].map((name) => {
    const description = TAGS[name];
    if (!description) {
      throw new Error(`Say in TAGS what stands under /api/${name}.`);
    }
    return { name, description };
  });
}

function success({
  ok,
  created,
  accepted,
}: Pick<Operation, "ok" | "created" | "accepted">): ZodOpenApiOperationObject["responses"] {
  if (accepted) {
    const later = { description: "Accepted: a mail follows where there is something to say" };
    return {
      ...success(created ? { created } : {}),
      "202": accepted === true ? later : { ...later, content: { "application/json": { schema: accepted } } },
    };
  }
  if (created) {
    return { "201": { description: "Made", content: { "application/json": { schema: created } } } };
  }
  if (ok === "file") {
    return { "200": { description: "The bytes", content: { "application/octet-stream": {} } } };
  }
  return ok
    ? { "200": { description: "Fine", content: { "application/json": { schema: ok } } } }
    : { "204": { description: "Done" } };
}
