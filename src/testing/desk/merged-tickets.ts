import { expect } from "vitest";
import { z } from "zod";
import { commentSchema, type CommentDto } from "@/features/comments/schema";
import { ticketSchema, type TicketDto } from "@/features/tickets/schema";
import type { NotificationDesk, Name } from "./notifications";
import type { TestDesk } from "./setup";

const commentsSchema = z.object({ items: z.array(commentSchema) });
const problemSchema = z.looseObject({ code: z.string() });

/** What tests of merged tickets ask of a desk, by its people. */
export class MergingDesk {
  constructor(
    private readonly server: TestDesk,
    readonly desk: NotificationDesk,
  ) {}

  /** Sends a request in somebody's name; the status, and the error's code where it is one. */
  async send(
    by: Name,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; code: string | null; body: unknown }> {
    const http = await this.server.http(this.desk.who(by));
    const answer = await http.send(method, path, body, headers);
    const code = answer.status >= 400 ? problemSchema.parse(answer.body).code : null;
    return { status: answer.status, code, body: answer.body };
  }

  /** Merges, and returns the target as its answer has it. */
  async merge(by: Name, ticket: TicketDto, into: TicketDto): Promise<TicketDto> {
    const answer = await this.send(by, "POST", `/api/tickets/${ticket.number}/merge`, { into: into.id });
    expect([answer.status, answer.code]).toEqual([200, null]);
    return ticketSchema.parse(answer.body);
  }

  /** Takes a merge back, and returns the ticket as its answer has it. */
  async unmerge(by: Name, ticket: TicketDto): Promise<TicketDto> {
    const answer = await this.send(by, "POST", `/api/tickets/${ticket.number}/unmerge`);
    expect([answer.status, answer.code]).toEqual([200, null]);
    return ticketSchema.parse(answer.body);
  }

  /** A ticket as somebody gets it; null where they may not see it. */
  async ticket(by: Name, ticket: { id: string }): Promise<TicketDto | null> {
    const answer = await this.send(by, "GET", `/api/tickets/${ticket.id}`);
    return answer.status === 404 ? null : ticketSchema.parse(answer.body);
  }

  /** The comments of a ticket as somebody gets them. */
  async comments(by: Name, ticket: { id: string }): Promise<CommentDto[]> {
    const answer = await this.send(by, "GET", `/api/tickets/${ticket.id}/comments?limit=100`);
    return commentsSchema.parse(answer.body).items;
  }

  /** Their texts. */
  async texts(by: Name, ticket: { id: string }): Promise<string[]> {
    return (await this.comments(by, ticket)).map(({ body }) => body);
  }
}
