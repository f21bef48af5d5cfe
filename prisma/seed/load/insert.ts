import type { FieldColumns } from "@/features/tickets/fields";
import { rememberWords } from "@/features/tickets/server/search/write";
import { SEARCH_FORM } from "@/server/search/vector";
import type { Sql } from "@/server/database/database";

/** The columns of a table that the seed fills, each with its type. */
type Columns = Readonly<Record<string, string>>;

/** Every field of a ticket is among them, so that none is left at what the database gives. */
type TicketColumns = Columns & Readonly<Record<keyof FieldColumns, string>>;

const BATCH = 4_000;

/** The tables that the seed fills, with the types of their columns. */
const TABLES = {
  teams: {
    id: "uuid",
    organisation_id: "uuid",
    name: "text",
    description: "text",
    is_private: "boolean",
    created_at: "timestamptz",
  },
  people: {
    id: "uuid",
    organisation_id: "uuid",
    role: "role",
    name: "text",
    email: "text",
    password_hash: "text",
    is_demo: "boolean",
    last_seen_at: "timestamptz",
    created_at: "timestamptz",
    updated_at: "timestamptz",
  },
  team_members: { team_id: "uuid", person_id: "uuid", created_at: "timestamptz" },
  tags: { organisation_id: "uuid", name: "text", created_at: "timestamptz" },
  tickets: {
    id: "uuid",
    organisation_id: "uuid",
    number: "int",
    version: "int",
    public_version: "int",
    title: "text",
    status: "status",
    priority: "priority",
    category: "text",
    team_id: "uuid",
    requester_id: "uuid",
    assignee_id: "uuid",
    tags: "text[]",
    comment_count: "int",
    public_comment_count: "int",
    attachment_count: "int",
    public_attachment_count: "int",
    created_at: "timestamptz",
    updated_at: "timestamptz",
    public_updated_at: "timestamptz",
    due_at: "timestamptz",
    first_response_at: "timestamptz",
    seen_at: "timestamptz",
    resolved_at: "timestamptz",
    closed_at: "timestamptz",
    source: "text",
  },
  ticket_texts: { ticket_id: "uuid", description: "text" },
  comments: {
    id: "uuid",
    organisation_id: "uuid",
    ticket_id: "uuid",
    author_id: "uuid",
    body: "text",
    internal: "boolean",
    source: "text",
    created_at: "timestamptz",
    edited_at: "timestamptz",
  },
  attachments: {
    id: "uuid",
    organisation_id: "uuid",
    ticket_id: "uuid",
    comment_id: "uuid",
    uploader_id: "uuid",
    name: "text",
    content_type: "text",
    size: "bigint",
    sha256: "text",
    internal: "boolean",
    storage_key: "text",
    thumbnail_key: "text",
    created_at: "timestamptz",
  },
  events: {
    id: "uuid",
    organisation_id: "uuid",
    type: "text",
    audience: "text",
    ticket_id: "uuid",
    version: "int",
    public_version: "int",
    actor_id: "uuid",
    subject_id: "uuid",
    data: "jsonb",
    at: "timestamptz",
  },
  reads: {
    ticket_id: "uuid",
    person_id: "uuid",
    version: "int",
    public_version: "int",
    read_at: "timestamptz",
  },
  watchers: { ticket_id: "uuid", person_id: "uuid", created_at: "timestamptz" },
  notifications: {
    id: "uuid",
    person_id: "uuid",
    kind: "text",
    ticket_id: "uuid",
    event_id: "uuid",
    actor_id: "uuid",
    created_at: "timestamptz",
    read_at: "timestamptz",
  },
} as const satisfies Record<string, Columns> & { tickets: TicketColumns };

/** A table that the seed fills. */
export type SeedTable = keyof typeof TABLES;

/** A row of it: every column, dates as dates. */
export type SeedRow<T extends SeedTable> = Readonly<Record<keyof (typeof TABLES)[T], unknown>>;

/** Inserts rows, thousands with one statement: each batch travels as one JSON value. */
export async function insertRows<T extends SeedTable>(
  sql: Sql,
  table: T,
  rows: readonly SeedRow<T>[],
): Promise<void> {
  const columns: Columns = TABLES[table];
  const keys = Object.keys(columns);
  const names = keys.join(", ");
  const typed = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(", ");
  const picked = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key))),
  );
  await inBatches(picked, (batch) =>
    sql.query(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS r(${typed})`,
      [batch],
    ),
  );
}

/** What a text is found by; as features/tickets/server/search/write.ts writes it, many at once. */
export interface SearchPart {
  subject_id: string;
  kind: "title" | "description" | "comment" | "file";
  organisation_id: string;
  ticket_id: string;
  internal: boolean;
  /** As a tsvector is written. */
  vector: string;
}

/** Makes texts findable. */
export async function insertSearchParts(sql: Sql, parts: readonly SearchPart[]): Promise<void> {
  await inBatches(parts, (batch) =>
    sql.query(
      `INSERT INTO search_parts (subject_id, kind, organisation_id, ticket_id, internal, vector, form)
       SELECT subject_id, kind, organisation_id, ticket_id, internal, vector::tsvector, ${SEARCH_FORM}
       FROM jsonb_to_recordset($1::jsonb)
         AS r(subject_id uuid, kind text, organisation_id uuid, ticket_id uuid, internal boolean, vector text)`,
      [batch],
    ),
  );
}

/** Remembers the titles' words, for correcting what is misspelt in a search. */
export async function insertSearchWords(
  sql: Sql,
  organisationId: string,
  titles: readonly string[],
): Promise<void> {
  await rememberWords(sql, organisationId, titles.join(" "));
}

async function inBatches<T>(rows: readonly T[], send: (batch: string) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    await send(JSON.stringify(rows.slice(start, start + BATCH)));
  }
}
