import type { createDocument, oas31 } from "zod-openapi";

type OpenApiDocument = ReturnType<typeof createDocument>;
type Schema = oas31.SchemaObject | oas31.ReferenceObject;

/** The context of an example: the schemas that it may refer to, and its direction. */
interface Within {
  schemas: Readonly<Record<string, Schema>>;
  isRequest: boolean;
}

/** Example values by field name; other fields get one by their type. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  title: "The printer on the second floor does not print",
  description: "Since this morning it shows a paper jam, but there is no paper in it.",
  body: "I have opened the rear cover. The small piece of paper is out now.",
  text: "I have opened the rear",
  name: "Anna Berger",
  organisationName: "Alder Works",
  email: "anna.berger@example.com",
  password: "seven green bicycles",
  current: "five quiet lanterns",
  category: "hardware",
  tags: ["printer"],
  tag: "printer",
  address: "192.0.2.10",
  timeZone: "Europe/Berlin",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0)",
  fileName: "paper-jam.jpg",
  contentType: "image/jpeg",
  message: "A ticket is urgent",
  link: "/tickets/4711",
  number: 4711,
  place: "new",
  kind: "ticket",
  csrfToken: "0b7e5c",
  requestId: "f1a2c3",
  url: "/tickets",
  "DirectoryForm.url": "ldaps://ldap.example.org",
  baseDn: "dc=example,dc=org",
  invitationUrl: "/invitation#token=Zm9v",
  avatarUrl: "/api/people/018f3c1e/avatar",
  "Team.name": "Network",
  "AdminTeam.name": "Network",
  "Category.name": "Hardware",
  "AdminCategory.name": "Hardware",
  "Attachment.name": "paper-jam.jpg",
  key: "hardware",
  limit: 25,
};

/** How deep an example follows nested schemas. */
const DEEPEST = 16;

/** Gives every JSON body, of requests and of answers, an example made from its schema. */
export function addExamples(document: OpenApiDocument): void {
  const schemas = document.components?.schemas ?? {};
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete]) {
      jsonOf(operation?.requestBody).forEach((media) => giveExample(media, { schemas, isRequest: true }));
      Object.values(operation?.responses ?? {})
        .flatMap(jsonOf)
        .forEach((media) => giveExample(media, { schemas, isRequest: false }));
    }
  }
}

function giveExample(media: oas31.MediaTypeObject, within: Within): void {
  if (media.schema) {
    media.example = exampleOf(media.schema, within);
  }
}

function jsonOf(body: unknown): oas31.MediaTypeObject[] {
  if (typeof body !== "object" || body === null || !("content" in body)) {
    return [];
  }
  const content: unknown = body.content;
  return typeof content === "object" && content !== null && "application/json" in content
    ? [content["application/json"]].filter(isMedia)
    : [];
}

function isMedia(value: unknown): value is oas31.MediaTypeObject {
  return typeof value === "object" && value !== null && "schema" in value;
}

/** A value that matches `schema`; `name` is its field. Of a request only the required fields, or a few optional ones. */
export function exampleOf(schema: Schema, { schemas, isRequest }: Within, name = "", depth = 0): unknown {
  const inner = (of: Schema | undefined, field = name): unknown =>
    of && depth < DEEPEST ? exampleOf(of, { schemas, isRequest }, field, depth + 1) : null;
  if (isReference(schema)) {
    const shape = schema.$ref.split("/").at(-1) ?? "";
    return inner(schemas[shape], shape);
  }
  const [given] = Array.isArray(schema.examples) ? schema.examples : [];
  if (given !== undefined) {
    return given;
  }
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((part) => inner(part)));
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (schema.const !== undefined || schema.enum) {
    return schema.const ?? schema.enum?.[0];
  }
  const known = BY_NAME[name];
  if (known !== undefined && (choices || typesOf(schema).includes(typeOf(known)))) {
    return known;
  }
  if (choices) {
    return inner(choices[0]);
  }
  switch (typesOf(schema)[0]) {
    case "object":
      return objectExample(schema, isRequest, (of, field) =>
        inner(of, `${name}.${field}` in BY_NAME ? `${name}.${field}` : field),
      );
    case "array":
      return [inner(schema.items, name.replace(/s$/, ""))];
    case "string":
      return textExample(schema, name);
    case "integer":
    case "number":
      return Math.max(1, schema.minimum ?? 1);
    case "boolean":
      return false;
    default:
      return null;
  }
}

/** The JSON schema's name of a known value's type; all known numbers are whole. */
function typeOf(value: unknown): string {
  return Array.isArray(value) ? "array" : typeof value === "number" ? "integer" : typeof value;
}

function typesOf({ type }: oas31.SchemaObject): (string | undefined)[] {
  return Array.isArray(type) ? type : [type];
}

function isReference(schema: Schema): schema is oas31.ReferenceObject {
  return schema.$ref !== undefined;
}

function objectExample(
  { properties = {}, required = [] }: oas31.SchemaObject,
  isRequest: boolean,
  inner: (schema: Schema, field: string) => unknown,
): Record<string, unknown> {
  const named = Object.entries(properties);
  const needed = named.filter(([name]) => required.includes(name));
  const shown = isRequest ? (needed.length > 0 ? needed : named.slice(0, 2)) : named;
  return Object.fromEntries(shown.map(([name, schema]) => [name, inner(schema, name)]));
}

function textExample({ format }: oas31.SchemaObject, name: string): string {
  if (format === "date-time" || /(At|^at|^since|Until)$/.test(name)) {
    return "2026-11-28T09:30:00.000Z";
  }
  return format === "uuid" || /(^ids?|Ids?)$/.test(name)
    ? "018f3c1e-9d2a-7b60-8c41-5e2f7a9b3d10"
    : name || "text";
}
