import { v7 } from "uuid";
import { setAnnouncementDeleted } from "@/features/announcements/server/write";
import { askForAssignment } from "@/features/assignment-requests/server/write";
import type { LibraryScope } from "@/features/library/schema";
import { addLink } from "@/features/links/server/write";
import { addComment } from "@/features/comments/server/write-add";
import { mergeTicket } from "@/features/tickets/server/merge/write-merge";
import { createTicket } from "@/features/tickets/server/write-create";
import { deleteTicket } from "@/features/tickets/server/write-delete";
import { setWatcher } from "@/features/tickets/server/write-watch";
import { pool } from "@/server/database/database";
import type { Actor } from "@/shared/roles";
import { TOKEN_SCOPES } from "@/shared/token-scopes";
import { TOKENS, UNENROLLED, type Who } from "./callers";
import type { Entity } from "./rule";
import { upload } from "./uploaded";
import {
  makeActor,
  makeOrganisation,
  makePerson,
  makeSession,
  makeTeam,
  makeTokenSession,
  type MadeOrganisation,
  type MadePerson,
  type MadeTeam,
} from "../factories";
import { makeAnnouncement } from "../desk/announcements";
import { keepInLibrary } from "../desk/library";
import { makeImport } from "../people-imports/make";
import { makeMail } from "../mail";
import { makeNotice } from "../notices";
import { makeSomeWebhook } from "../webhooks/some";

/** The address of the second organisation. */
export const FOREIGN_HOST = "other.example";

/** The people and entities of the matrix. */
export class Cast {
  private readonly people = new Map<Who, MadePerson>();
  private organisation: MadeOrganisation | null = null;
  private sealedTeam: MadeTeam | null = null;
  private openTeam: MadeTeam | null = null;

  /** `mark` begins every name and text of what it makes. */
  constructor(private readonly mark = "") {}

  /**
   * Makes the people, in organisations that are there already or in two new ones: the first of a database answers every
   * host but the other's.
   */
  async prepare(given?: { own: MadeOrganisation; other: MadeOrganisation }): Promise<void> {
    const organisation =
      given?.own ??
      (await makeOrganisation({
        settings: { secondFactorRoles: ["admin"], secondFactorGraceDays: 1 },
      }));
    const other = given?.other ?? (await makeOrganisation({ host: FOREIGN_HOST }));
    const sealed = await makeTeam(organisation, { isPrivate: true, name: `${this.mark}Sealed` });
    const front = await makeTeam(organisation, { name: `${this.mark}Front` });
    this.organisation = organisation;
    this.sealedTeam = sealed;
    this.openTeam = front;
    const roles = {
      guest: "guest",
      requester: "user",
      other: "user",
      watcher: "user",
      viewer: "viewer",
      member: "agent",
      outsider: "agent",
      admin: "admin",
    } as const;
    for (const who of [
      "guest",
      "requester",
      "other",
      "watcher",
      "viewer",
      "member",
      "outsider",
      "admin",
    ] as const) {
      this.people.set(
        who,
        await makePerson(organisation, {
          role: roles[who],
          name: `${this.mark}${who}`,
          teams: who === "member" ? [sealed, front] : [],
        }),
      );
    }
    const unenrolled = await makePerson(organisation, { role: "admin", name: UNENROLLED });
    await pool().query("UPDATE people SET created_at = now() - interval '25 hours' WHERE id = $1", [
      unenrolled.id,
    ]);
    this.people.set(UNENROLLED, unenrolled);
    this.people.set("foreign", await makePerson(other, { role: "admin", name: "foreign" }));
  }

  /** A new session of this person; a guest's opens the ticket. Null without a session. */
  async session(who: Who, guestTicketId?: string): Promise<Actor | null> {
    const column = TOKENS.find((one) => one === who);
    if (column) {
      // Of a new admin each time: nobody has any number of tokens.
      const owner = await makePerson(this.own(), { role: "admin", name: `${this.mark}owner` });
      return await makeTokenSession(
        owner,
        TOKEN_SCOPES.filter((scope) => column === `token: ${scope}`),
      );
    }
    const person = this.people.get(who);
    if (!person) {
      return null;
    }
    return who === "guest"
      ? makeSession(person, { kind: "guest", ...(guestTicketId ? { guestTicketId } : {}) })
      : makeSession(person);
  }

  private async makeToken(): Promise<string> {
    const { sessionId } = await makeTokenSession(await makePerson(this.own()), ["read"]);
    const { rows } = await pool().query<{ id: string }>(
      "SELECT id FROM personal_tokens WHERE session_id = $1",
      [sessionId],
    );
    return rows[0]?.id ?? "";
  }

  /** Makes an entity; returns its id and the ticket that it belongs to. */
  async make(entity: Entity): Promise<{ id: string; ticketId: string }> {
    switch (entity) {
      case "person":
        return this.outsideTickets((await makePerson(this.own(), { name: `${this.mark}Person` })).id);
      case "session":
        return this.outsideTickets((await makeActor(this.own())).sessionId);
      case "token":
        return this.outsideTickets(await this.makeToken());
      case "team":
        return this.outsideTickets((await makeTeam(this.own(), { name: `${this.mark}Team ${v7()}` })).id);
      case "category": {
        const key = `${this.mark.toLowerCase()}category-${performance.now().toString().replace(".", "-")}`;
        await pool().query("INSERT INTO categories (organisation_id, key, name) VALUES ($1, $2, $2)", [
          this.own().id,
          key,
        ]);
        return this.outsideTickets(key);
      }
      case "notice":
        return this.outsideTickets(await makeNotice(this.own()));
      case "announcement":
      case "sealedAnnouncement":
      case "deletedAnnouncement":
        return this.outsideTickets(await this.makeAnnouncement(entity));
      case "cannedReply":
      case "view":
      case "macro":
        return this.outsideTickets(await this.keep(entity, "organisation"));
      case "sealedCannedReply":
      case "sealedView":
      case "sealedMacro":
        return this.outsideTickets(await this.keep(entity, "team"));
      case "ownCannedReply":
      case "ownView":
      case "ownMacro":
        return this.outsideTickets(await this.keep(entity, "mine"));
      case "mail":
        return this.outsideTickets(await makeMail(this.own()));
      case "webhook":
        return this.outsideTickets((await makeSomeWebhook(await this.someone("admin"), this.mark)).webhookId);
      case "delivery":
        return this.outsideTickets(
          (await makeSomeWebhook(await this.someone("admin"), this.mark)).deliveryId,
        );
      case "import":
        return this.outsideTickets((await makeImport(await this.someone("admin"), { mark: this.mark })).id);
      default:
        return this.makeInTicket(entity);
    }
  }

  private async makeAnnouncement(entity: Entity): Promise<string> {
    const admin = await this.someone("admin");
    const teamId = entity === "sealedAnnouncement" ? (this.sealedTeam?.id ?? null) : null;
    const { id } = await makeAnnouncement(admin, { message: `${this.mark}Mail is down.`, teamId });
    if (entity === "deletedAnnouncement") {
      const by = { key: null, address: "" };
      await setAnnouncementDeleted(admin, { announcementId: id, isDeleted: true }, by);
    }
    return id;
  }

  /** The member keeps something of their own, an admin what is of the private team or the organisation. */
  private async keep(entity: Entity, scope: LibraryScope): Promise<string> {
    const by = await this.someone(scope === "mine" ? "member" : "admin");
    const teamId = scope === "team" ? (this.sealedTeam?.id ?? null) : null;
    return await keepInLibrary(by, entity, { name: `${this.mark}Kept ${v7()}`, scope, teamId });
  }

  private async makeInTicket(
    entity:
      | "sealed"
      | "open"
      | "teamed"
      | "pair"
      | "merged"
      | "request"
      | "link"
      | "deleted"
      | "comment"
      | "note"
      | "file"
      | "internalFile"
      | "none",
  ): Promise<{ id: string; ticketId: string }> {
    const admin = await this.someone("admin");
    const [requester, watcher] = [await this.someone("requester"), await this.someone("watcher")];
    const isTeamed = entity === "teamed" || entity === "request";
    const teamId = entity === "open" ? null : isTeamed ? this.openTeam?.id : this.sealedTeam?.id;
    const { id: ticketId } = await createTicket(admin, {
      title: `${this.mark}A ticket to ask for`,
      description: `${this.mark}Filed for the matrix.`,
      requesterId: requester.id,
      teamId,
    });
    await setWatcher(admin, { ticket: ticketId, personId: watcher.id, isWatching: true });
    switch (entity) {
      case "deleted":
        await deleteTicket(admin, ticketId);
        return { id: ticketId, ticketId };
      case "comment":
        return {
          id: (await addComment(requester, { ticket: ticketId, body: `${this.mark}Words` })).id,
          ticketId,
        };
      case "note":
        return {
          id: (
            await addComment(await this.someone("member"), {
              ticket: ticketId,
              body: `${this.mark}Words`,
              internal: true,
            })
          ).id,
          ticketId,
        };
      case "pair":
      case "link":
      case "merged": {
        const { id } = await createTicket(admin, {
          title: `${this.mark}Another ticket`,
          description: `${this.mark}Filed for the matrix.`,
          teamId,
        });
        if (entity === "merged") {
          await mergeTicket(admin, { ticket: ticketId, into: id });
        }
        if (entity === "link") {
          return {
            id: (await addLink(admin, { ticket: ticketId, kind: "related", ticketId: id })).id,
            ticketId,
          };
        }
        return { id, ticketId };
      }
      case "teamed":
        return { id: (await this.someone("member")).id, ticketId };
      case "request": {
        const asker = await makeActor(this.own(), { role: "agent", name: `${this.mark}asker` });
        const ask = { ticket: ticketId, assigneeId: asker.id, note: `${this.mark}Words` };
        return { id: (await askForAssignment(asker, ask)).id, ticketId };
      }
      case "file":
        return { id: await upload(requester, ticketId, {}), ticketId };
      case "internalFile":
        return { id: await upload(await this.someone("member"), ticketId, { internal: "true" }), ticketId };
      default:
        return { id: ticketId, ticketId };
    }
  }

  private async someone(who: Who): Promise<Actor> {
    const actor = await this.session(who);
    if (!actor) {
      throw new Error(`${who} is nobody`);
    }
    return actor;
  }

  private outsideTickets(id: string): { id: string; ticketId: string } {
    return { id, ticketId: "" };
  }

  private own(): MadeOrganisation {
    if (!this.organisation) {
      throw new Error("prepare the cast first");
    }
    return this.organisation;
  }
}
