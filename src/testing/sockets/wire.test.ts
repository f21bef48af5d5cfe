import { expect, it } from "vitest";
import { requireInCatalogue, requireReceivedEvent } from "./wire";

const seen = { ticketId: "t", at: "2026-11-28T10:00:00.000Z" };
const deleted = { eventId: "e", at: seen.at, ticketId: "t", number: 7, version: 3, actor: null };

it("what the catalogue declares is taken", () => {
  requireInCatalogue("ticket:seen", seen);
  requireReceivedEvent({ name: "ticket:deleted", ...deleted });
});

it("an unknown name, a missing field, a wrong one and one that is not declared are named", () => {
  expect(() => requireInCatalogue("ticket:sighted", seen)).toThrow(/ticket:sighted is not in the catalogue/);
  expect(() => requireInCatalogue("ticket:seen", { ticketId: "t" })).toThrow(/ticket:seen: at/);
  expect(() => requireInCatalogue("ticket:seen", { ...seen, ticketId: 7 })).toThrow(/ticket:seen: ticketId/);
  expect(() => requireInCatalogue("ticket:seen", { ...seen, by: "Ada" })).toThrow(/not declared: \.by/);
});

it("also deep inside, and where it stands there without a value", () => {
  const comment = {
    id: "c",
    ticketId: "t",
    author: { id: "p", name: "Ada", role: "agent", avatarUrl: null },
    body: "Hello",
    internal: false,
    createdAt: seen.at,
    editedAt: null,
    deletedAt: null,
    attachments: [],
  };
  requireInCatalogue("comment:added", { ...deleted, comment });
  const author = { ...comment.author, passwordHash: "x" };
  expect(() => requireInCatalogue("comment:added", { ...deleted, comment: { ...comment, author } })).toThrow(
    /\.comment\.author\.passwordHash/,
  );
  expect(() => requireInCatalogue("comment:added", deleted)).toThrow(/comment:added: comment/);
});

it("an event of a version does not come under a name that counts none", () => {
  expect(() => requireReceivedEvent({ name: "ticket:seen", ...seen })).toThrow(/no event about a version/);
});
