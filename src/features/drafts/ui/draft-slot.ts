import { ApiError } from "@/client/api/api";
import { Timers } from "@/client/connection/timers";
import { covers, mergeDraft } from "@/features/drafts/apply";
import type { DraftDto, PutDraftInput } from "@/features/drafts/schema";
import { Listeners } from "@/shared/listeners";
import { NO_VIEW, type DraftView } from "./draft-view";
import { inputOf, isOnlyHere, makeLocalId, NO_LOCAL_DRAFT, onlyHere, type LocalDraft } from "./local-draft";

/** The dependencies of a DraftSlot. */
export interface DraftDeps {
  read(): LocalDraft | null;
  /** False where the browser's storage is off. */
  keep(draft: LocalDraft): boolean;
  /** Throws ApiError. `isLeaving`: the page may be closed before the answer. */
  put(input: PutDraftInput, isLeaving: boolean): Promise<DraftDto>;
  now(): number;
}

const KEEP_MILLISECONDS = 300;
const PUT_MILLISECONDS = 1_000;
/** While a person types without a pause, it is saved this often. */
const PUT_MOST_MILLISECONDS = 5_000;
const AGAIN_MILLISECONDS = 15_000;

/**
 * One field's draft: saved in this browser shortly after each key, on the server after a pause, and merged by
 * the rule of `mergeDraft` with what other tabs and devices write. It does not depend on React.
 */
export class DraftSlot {
  private draft: LocalDraft = NO_LOCAL_DRAFT;
  private view: DraftView = NO_VIEW;
  /** Whether the field holds something that this browser has not saved yet. */
  private isTyped = false;
  private isKeptHere = true;
  private isOpened = false;
  private isPutting = false;
  private putting: Promise<void> = Promise.resolve();
  private isFailing = false;
  private settledAt = -1;
  private unputSince: number | null = null;
  private readonly timers = new Timers<"keep" | "put">();
  private readonly listeners = new Listeners();

  constructor(private readonly deps: DraftDeps) {}

  /** What the field shows; the same object until it changes. */
  readonly get = (): DraftView => this.view;

  /** Calls `listener` at each change; returns how to stop that. */
  readonly subscribe = this.listeners.add;

  /** Loads the draft of this browser. What was typed before that is newer, and stays. */
  open(): void {
    this.isOpened = true;
    const kept = this.deps.read();
    if (this.isTyped) {
      this.keepHere();
    } else if (kept) {
      this.draft = kept;
      const at = Date.parse(kept.writtenAt);
      this.show(kept.text === "" ? null : { at, where: kept.isDirty ? "here" : "server" });
    }
    this.show(this.view.saved);
  }

  /** Sets the field's content. `version`: the ticket's, against which it is written. */
  write(text: string, version: number | null = this.draft.version): void {
    if (text === this.draft.text && version === this.draft.version) {
      return;
    }
    const before = text === "" ? this.draft.text : this.draft.before;
    this.draft = { ...this.draft, text, version, before, isDirty: true, writtenAt: this.time() };
    this.isTyped = true;
    this.unputSince ??= this.deps.now();
    if (text === "") {
      // Emptied (sent, or discarded): at once, so that it does not come back.
      this.keepHere();
      void this.put();
    } else {
      this.timers.set("keep", KEEP_MILLISECONDS, () => this.keepHere());
      const waited = this.deps.now() - this.unputSince;
      const pause = Math.max(0, Math.min(PUT_MILLISECONDS, PUT_MOST_MILLISECONDS - waited));
      this.timers.set("put", pause, () => void this.put());
    }
    this.show(text === "" ? null : this.view.saved);
  }

  /** Removes a set-aside text, because it was put in or discarded. */
  drop(id: string): void {
    const { others, drop } = this.draft;
    const isKnown = others.some((one) => one.id === id && !isOnlyHere(one));
    this.draft = {
      ...this.draft,
      others: others.filter((one) => one.id !== id),
      drop: isKnown ? [...drop, id] : drop,
      isDirty: true,
    };
    this.keepHere(true);
    void this.put();
  }

  /** Sets a text aside. */
  setAside(text: string): void {
    const kept = { id: makeLocalId(), text, writtenAt: this.time() };
    this.draft = { ...this.draft, others: [...this.draft.others, kept], isDirty: true };
    this.keepHere(true);
    void this.put();
  }

  /** Another tab of this browser has written. Text that is not saved here yet is merged when it is saved. */
  readonly receiveFromTab = (kept: LocalDraft | null): void => {
    if (kept && !this.isTyped) {
      this.draft = kept;
      this.show(
        kept.text === "" ? null : { at: Date.parse(kept.writtenAt), where: kept.isDirty ? "here" : "server" },
      );
    }
  };

  /** Takes in the server's answer to a request at `askedAt` (by `now`); null where it has no draft. */
  adopt(server: DraftDto | null, askedAt: number): void {
    // An answer from before our last write is out of date.
    if (!this.isOpened || this.isPutting || askedAt < this.settledAt) {
      return;
    }
    const { draft } = this;
    if (draft.isDirty) {
      void this.put();
    } else if (!server) {
      if (draft.text !== "" || draft.others.length > 0) {
        // The server forgot it, as after a restored backup.
        this.draft = { ...draft, base: 0, isDirty: true };
        void this.put();
      }
    } else if (server.revision > draft.base || (server.revision < draft.base && draft.text === "")) {
      this.take(server, draft.revision + 1);
    }
  }

  /** Sends unsaved content to the server. */
  async put(isLeaving = false): Promise<void> {
    this.keepHere();
    if (!this.isOpened || !this.draft.isDirty || (this.isPutting && !isLeaving)) {
      return;
    }
    this.timers.clear("put");
    this.unputSince = null;
    this.isPutting = true;
    this.putting = this.send(this.draft, isLeaving);
    await this.putting;
  }

  /** Saves the field's content on the server now; resolves with whether all of it is there. */
  async flush(): Promise<boolean> {
    this.keepHere();
    await this.putting;
    await this.put();
    return !this.draft.isDirty;
  }

  private async send(sent: LocalDraft, isLeaving: boolean): Promise<void> {
    try {
      this.settle(sent, await this.deps.put(inputOf(sent), isLeaving));
    } catch (error) {
      this.isPutting = false;
      this.failed(error);
    }
  }

  /** Saves before the page or the field goes away. */
  leave(isLeaving: boolean): void {
    this.keepHere();
    void this.put(isLeaving);
    this.timers.clear("keep");
    if (!isLeaving) {
      this.timers.clearAll();
    }
  }

  private failed(error: unknown): void {
    this.isFailing = true;
    // A refused draft (no access, too long) is not sent again until something else is written.
    const isRefused =
      error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429;
    if (!isRefused) {
      this.timers.set("put", AGAIN_MILLISECONDS, () => void this.put());
    }
    this.show(this.draft.text === "" ? null : this.isKeptHere ? this.here() : this.view.saved);
  }

  private settle(sent: LocalDraft, answer: DraftDto): void {
    this.isPutting = false;
    this.isFailing = false;
    this.settledAt = this.deps.now();
    const { draft } = this;
    const isUnchanged = !this.isTyped && draft.text === sent.text && draft.version === sent.version;
    const isTaken = answer.text === sent.text;
    const later = draft.others.filter(
      (one) => isOnlyHere(one) && !sent.others.some((other) => other.id === one.id),
    );
    const drop = draft.drop.filter((id) => !sent.drop.includes(id));
    const others = [...answer.others.filter((one) => !drop.includes(one.id)), ...later];
    const isThere = [answer.text, ...answer.others.map((one) => one.text)].some((text) =>
      covers(text, sent.text),
    );
    if (isUnchanged && !isThere) {
      // Whatever the server made of it: the text in the field is never removed.
      this.draft = { ...draft, others, drop, base: answer.revision };
      this.keepHere(true);
      this.timers.set("put", PUT_MILLISECONDS, () => void this.put());
    } else if (isUnchanged) {
      this.take({ ...answer, others }, isTaken ? draft.revision : draft.revision + 1, {
        isDirty: later.length > 0 || drop.length > 0,
        drop,
      });
    } else {
      // Typed on meanwhile: where the server merged, what comes next has to be merged as well.
      const base = isTaken ? answer.revision : draft.base;
      this.draft = { ...draft, others, drop, base, before: isTaken ? "" : draft.before };
      this.keepHere();
      this.show({ at: this.settledAt, where: "server" });
      this.timers.set("put", PUT_MILLISECONDS, () => void this.put());
    }
  }

  private take(
    server: DraftDto,
    revision: number,
    left: { isDirty: boolean; drop: readonly string[] } = { isDirty: false, drop: [] },
  ): void {
    const { text, version, writtenAt, others } = server;
    const stored = this.deps.read();
    this.draft = { text, version, writtenAt, others, revision, base: server.revision, before: "", ...left };
    if (!stored || stored.revision <= revision) {
      this.isKeptHere = this.deps.keep(this.draft);
    }
    this.show(text === "" ? null : { at: Date.parse(server.savedAt), where: "server" });
  }

  /** Saves the field's content in this browser, merged with what another tab has saved since. */
  private keepHere(isForced = false): void {
    this.timers.clear("keep");
    if (!this.isOpened || !(this.isTyped || isForced)) {
      return;
    }
    const { draft } = this;
    const stored = this.deps.read();
    const isFollowing = !stored || stored.revision === draft.revision;
    const merged = isFollowing
      ? { ...draft, revision: draft.revision + 1 }
      : mergeDraft(stored, { ...draft, aside: onlyHere(draft, stored.others) }, makeLocalId);
    this.draft = {
      ...draft,
      ...merged,
      base: Math.max(draft.base, stored?.base ?? 0),
      isDirty: true,
    };
    this.isTyped = false;
    this.isKeptHere = this.deps.keep(this.draft);
    this.show(this.draft.text === "" ? null : this.isKeptHere ? this.here() : this.view.saved);
  }

  /** What the server had a moment ago is still there; this browser is shown as the place only when the server cannot be reached. */
  private here(): DraftView["saved"] {
    return this.view.saved?.where === "server" && !this.isFailing
      ? this.view.saved
      : { at: Date.parse(this.draft.writtenAt), where: "here" };
  }

  private show(saved: DraftView["saved"]): void {
    const { text, version, others, isDirty } = this.draft;
    this.view = {
      text,
      version,
      others,
      saved,
      isUnsaved: text !== "" && isDirty && !this.isKeptHere && !this.isPutting,
      isReady: this.isOpened,
    };
    this.listeners.emit();
  }

  private time(): string {
    return new Date(this.deps.now()).toISOString();
  }
}
