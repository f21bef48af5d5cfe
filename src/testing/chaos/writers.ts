import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Random } from "./random";
import type { Sender } from "./sender";
import { writeSlowly } from "./slow-writer";
import type { Somebody, World } from "./world";

const madeSchema = z.object({ id: z.string() });
const uploadedSchema = z.object({ items: z.array(madeSchema) });

/** Everybody who writes, doing something at random again and again until told to stop. */
export class Writers {
  private readonly comments: { id: string; author: Somebody }[] = [];
  private readonly files: { id: string; owner: Somebody }[] = [];
  private isStopped = false;

  constructor(
    private readonly world: World,
    private readonly sender: Sender,
    private readonly random: Random,
  ) {}

  /** Runs `count` writers side by side, and two that take their time to commit; resolves when all have stopped. */
  async run(count: number): Promise<void> {
    const busy = Array.from({ length: count }, () => this.repeat(() => this.writeSomething()));
    const slow = Array.from({ length: 2 }, () =>
      this.repeat(() => writeSlowly(this.world, this.sender, this.random)),
    );
    await Promise.all([...busy, ...slow]);
  }

  stop(): void {
    this.isStopped = true;
  }

  private async repeat(work: () => Promise<unknown>): Promise<void> {
    while (!this.isStopped) {
      await work();
      await sleep(this.random.between(0, 60));
    }
  }

  private writeSomething(): Promise<unknown> {
    const deeds: [share: number, () => Promise<unknown>][] = [
      [34, () => this.comment()],
      [10, () => this.note()],
      [8, () => this.editComment()],
      [4, () => this.deleteComment()],
      [16, () => this.change()],
      [8, () => this.move()],
      [8, () => this.setWatching()],
      [5, () => this.attach()],
      [2, () => this.detach()],
      [2, () => this.file()],
      [1, () => this.deleteAndRestore()],
      [4, () => this.read()],
    ];
    let left = this.random.next() * deeds.reduce((sum, [share]) => sum + share, 0);
    for (const [share, deed] of deeds) {
      left -= share;
      if (left < 0) {
        return deed();
      }
    }
    return this.comment();
  }

  private anybody(...roles: string[]): Somebody {
    return this.random.pick(
      this.world.people.filter((one) => roles.length === 0 || roles.includes(one.actor.role)),
    );
  }

  private ticket(): string {
    return this.random.chance(0.4) ? (this.world.ticketIds[0] ?? "") : this.random.pick(this.world.ticketIds);
  }

  private async comment(): Promise<void> {
    const who = this.anybody();
    const marker = this.sender.marker();
    const answer = await this.sender.send(who, {
      kind: "comment",
      marker,
      method: "POST",
      path: `/api/tickets/${this.ticket()}/comments`,
      body: { body: `Public words ${marker}` },
    });
    this.keepComment(who, answer?.status, answer?.body);
  }

  private async note(): Promise<void> {
    const who = this.anybody("agent", "admin");
    const marker = this.sender.marker();
    const answer = await this.sender.send(who, {
      kind: "note",
      marker,
      method: "POST",
      path: `/api/tickets/${this.ticket()}/comments`,
      body: { body: `SECRET-NOTE ${marker}`, internal: true },
    });
    this.keepComment(who, answer?.status, answer?.body);
  }

  private keepComment(author: Somebody, status: number | undefined, body: unknown): void {
    if (status === 201) {
      this.comments.push({ id: madeSchema.parse(body).id, author });
    }
  }

  private async editComment(): Promise<void> {
    if (this.comments.length === 0) {
      return;
    }
    const { id, author } = this.random.pick(this.comments);
    await this.sender.send(author, {
      kind: "edit",
      marker: null,
      method: "PATCH",
      path: `/api/comments/${id}`,
      body: { body: `Edited ${this.sender.marker()}` },
    });
  }

  private async deleteComment(): Promise<void> {
    if (this.comments.length < 10) {
      return;
    }
    const { id, author } = this.random.pick(this.comments);
    await this.sender.send(author, {
      kind: "delete comment",
      marker: null,
      method: "DELETE",
      path: `/api/comments/${id}`,
    });
  }

  private async change(): Promise<void> {
    const marker = this.sender.marker();
    const agents = this.world.people.filter((one) => one.actor.role === "agent");
    const body = this.random.pick<Record<string, unknown>>([
      { title: `Title ${marker}` },
      {
        title: `Title ${marker}`,
        status: this.random.pick(["open", "in_progress", "waiting", "resolved", "closed"]),
      },
      { title: `Title ${marker}`, priority: this.random.pick(["low", "medium", "high", "urgent"]) },
      {
        title: `Title ${marker}`,
        tags: [`tag-${this.random.between(1, 5)}`, `tag-${this.random.between(6, 9)}`],
      },
      {
        title: `Title ${marker}`,
        assigneeId: this.random.chance(0.2) ? null : this.random.pick(agents).actor.id,
      },
    ]);
    // Only the hot ticket is described anew: of the others the description tells which request filed them.
    const ticketId = this.ticket();
    const described =
      ticketId === this.world.ticketIds[0] && this.random.chance(0.2)
        ? { description: `Described anew ${marker}` }
        : {};
    await this.sender.send(this.anybody("agent", "admin", "user"), {
      kind: "change",
      marker,
      method: "PATCH",
      path: `/api/tickets/${ticketId}`,
      body: { ...body, ...described },
    });
  }

  private async move(): Promise<void> {
    const { open, sealed } = this.world.teams;
    const teamId = this.random.pick([open, sealed, sealed, null]);
    const body = this.random.chance(0.3)
      ? { teamId, tags: [`tag-${this.random.between(1, 9)}`] }
      : { teamId };
    await this.sender.send(this.anybody("agent", "admin"), {
      kind: "move",
      marker: null,
      method: "PATCH",
      path: `/api/tickets/${this.ticket()}`,
      body,
    });
  }

  private async setWatching(): Promise<void> {
    const person = this.anybody("user", "agent");
    await this.sender.send(this.anybody("admin"), {
      kind: "watch",
      marker: null,
      method: this.random.chance(0.5) ? "PUT" : "DELETE",
      path: `/api/tickets/${this.ticket()}/watchers/${person.actor.id}`,
    });
  }

  private async attach(): Promise<void> {
    const owner = this.anybody("agent", "admin", "user");
    const marker = this.sender.marker();
    const body = new FormData();
    body.append("file", new File([`content of ${marker}`], `file ${marker}.txt`, { type: "text/plain" }));
    const own = this.comments.filter((one) => one.author === owner);
    if (own.length > 0 && this.random.chance(0.4)) {
      body.append("commentId", this.random.pick(own).id);
    } else if (this.random.chance(0.4)) {
      body.append("internal", "true");
    }
    const answer = await this.sender.send(owner, {
      kind: "attach",
      marker,
      method: "POST",
      path: `/api/tickets/${this.ticket()}/attachments`,
      body,
    });
    if (answer?.status === 201) {
      uploadedSchema.parse(answer.body).items.forEach(({ id }) => this.files.push({ id, owner }));
    }
  }

  private async detach(): Promise<void> {
    if (this.files.length > 0) {
      const { id, owner } = this.random.pick(this.files);
      await this.sender.send(owner, {
        kind: "detach",
        marker: null,
        method: "DELETE",
        path: `/api/attachments/${id}`,
      });
    }
  }

  private async file(): Promise<void> {
    const marker = this.sender.marker();
    const body = {
      title: `Filed ${marker}`,
      description: `In the storm ${marker}`,
      ...(this.random.chance(0.3) ? { teamId: this.world.teams.open } : {}),
    };
    const answer = await this.sender.send(this.anybody("user", "agent"), {
      kind: "file",
      marker,
      method: "POST",
      path: "/api/tickets",
      body,
    });
    if (answer?.status === 201) {
      this.world.ticketIds.push(madeSchema.parse(answer.body).id);
    }
  }

  private async deleteAndRestore(): Promise<void> {
    const who = this.anybody("admin");
    const path = `/api/tickets/${this.random.pick(this.world.ticketIds)}`;
    await this.sender.send(who, { kind: "delete ticket", marker: null, method: "DELETE", path });
    await sleep(this.random.between(0, 400));
    await this.sender.send(who, {
      kind: "restore ticket",
      marker: null,
      method: "POST",
      path: `${path}/restore`,
    });
  }

  private async read(): Promise<void> {
    await this.sender.send(this.anybody("agent", "user"), {
      kind: "read",
      marker: null,
      method: "POST",
      path: `/api/tickets/${this.ticket()}/read`,
      body: { version: 1_000 },
    });
  }
}
