import type { z } from "zod";
import { clientMessages } from "@/shared/protocol/client-messages";
import { envelopeSchema, serverEvents } from "@/shared/protocol/server-events";

const ENVELOPE = Object.keys(envelopeSchema.shape);

/** The tables of WEBSOCKET_QUICKSTART.md about what goes over the wire, in Markdown: they are made from the catalogue. */
export function wireTables(): string {
  return [
    "| the server tells | with | whom |",
    "| --- | --- | --- |",
    ...Object.entries(serverEvents).map(([name, event]) => {
      const follows =
        "follows" in event ? `; follows ${event.follows.replace(/[a-z]+:[a-zA-Z*]+/g, "`$&`")}` : "";
      return `| \`${name}\` | ${fieldsOf(event.payload.shape)} | ${event.to}${follows} |`;
    }),
    "",
    "`…` stands for what every event about a version of a ticket carries: " +
      `\`${ENVELOPE.map((field) => (field === "cut" ? "cut?" : field)).join("`, `")}\`.`,
    "",
    "| you send | with | the answer, beside `ok` |",
    "| --- | --- | --- |",
    ...Object.entries(clientMessages).map(
      ([name, { data, answer }]) => `| \`${name}\` | ${fieldsOf(data.shape)} | ${fieldsOf(answer.shape)} |`,
    ),
  ].join("\n");
}

function fieldsOf(shape: Readonly<Record<string, z.ZodType>>): string {
  const isVersioned = ENVELOPE.every((field) => field in shape);
  const own = Object.entries(shape)
    .filter(([field]) => !(isVersioned && ENVELOPE.includes(field)))
    .map(([field, schema]) => (schema.safeParse(undefined).success ? `${field}?` : field));
  const fields = [...(isVersioned ? ["…"] : []), ...own];
  return fields.length === 0 ? "nothing" : `\`{${fields.join(", ")}}\``;
}
