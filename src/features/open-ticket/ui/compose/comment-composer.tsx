"use client";

import { ChevronDown, Lock, TextQuote } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "@/client/browser/me";
import type { Status } from "@/features/tickets/schema";
import { DraftMark } from "@/features/drafts/ui/draft-mark";
import { CannedPickerList } from "@/features/canned-replies/ui/canned-picker";
import { UnfilledNotice } from "@/features/canned-replies/ui/unfilled-notice";
import { useCannedPicker } from "@/features/canned-replies/ui/use-canned-picker";
import { TicketWaiting } from "@/features/open-ticket/ui/state/waiting";
import { useTicket } from "@/features/open-ticket/ui/state/context";
import { useTranslate } from "@/messages/translate-provider";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { FileButton } from "@/ui/files/drop";
import { IconButton } from "@/ui/buttons/icon-button";
import { Menu, MenuItem } from "@/ui/overlays/menu";
import { Tabs } from "@/ui/shell/tabs";
import { ComposerField } from "./composer-field";
import type { Composer, ComposerKind } from "./use-composer";

/** The composer of staff: a reply to everybody on the ticket, or a note among themselves, which looks clearly different. */
export function CommentComposer({ composer }: { composer: Composer }) {
  const t = useTranslate();
  const { rights, ticket } = useTicket();
  const me = useMe();
  const picker = useCannedPicker(composer.field, { ticket, agent: me });
  const isNote = composer.kind === "note";
  const kinds: { value: ComposerKind; label: ReactNode }[] = [
    ...(rights.mayReply ? [{ value: "reply" as const, label: t("openTicket.compose.reply") }] : []),
    ...(rights.mayNote
      ? [
          {
            value: "note" as const,
            label: (
              <>
                <Lock aria-hidden className="size-3.5" />
                {t("openTicket.compose.note")}
              </>
            ),
          },
        ]
      : []),
  ];
  return (
    <section
      aria-label={t(`openTicket.compose.${isNote ? "writeNote" : "writeReply"}`)}
      className={classNames(
        "relative rounded-xl transition-colors focus-within:ring-2 focus-within:ring-ring",
        isNote
          ? "border border-dashed border-aside-line bg-aside"
          : "border border-line bg-surface shadow-low",
      )}
    >
      <CannedPickerList picker={picker} />
      <TicketWaiting />
      <div className="flex items-center justify-between gap-2 pe-3">
        <Tabs
          label={t("openTicket.compose.kinds")}
          items={kinds}
          value={composer.kind}
          onValueChange={composer.setKind}
          className="[&>div]:border-b-0 [&>div]:ps-1.5"
        />
        <DraftMark draft={composer.draft} />
      </div>
      <ComposerField
        composer={composer}
        label={t(`openTicket.compose.${isNote ? "noteLabel" : "replyLabel"}`)}
        placeholder={
          isNote
            ? t("openTicket.compose.notePlaceholder")
            : t("openTicket.compose.replyPlaceholder", { name: ticket.requester.name })
        }
        minRows={2}
        {...(rights.canWork ? { picker } : {})}
      />
      <UnfilledNotice unfilled={composer.unfilled} field={composer.field} />
      <div className="flex items-center gap-1 px-2 pt-1 pb-2">
        <FileButton onFiles={composer.addFiles} />
        {rights.canWork && (
          <IconButton
            label={t("cannedReplies.pick.button")}
            icon={<TextQuote aria-hidden />}
            onMouseDown={(event) => event.preventDefault()}
            onClick={picker.toggle}
          />
        )}
        <p className="min-w-0 flex-1 truncate px-1 text-xs text-ink-muted max-sm:sr-only">
          {t(`openTicket.compose.${isNote ? "noteHint" : "replyHint"}`)}
        </p>
        <span className="max-sm:flex-1" />
        <SendButtons composer={composer} onSend={composer.submit} maySetStatus={rights.canWork && !isNote} />
      </div>
    </section>
  );
}

function SendButtons({
  composer,
  onSend,
  maySetStatus,
}: {
  composer: Composer;
  onSend: (then: Status | null) => void;
  maySetStatus: boolean;
}) {
  const t = useTranslate();
  const isNote = composer.kind === "note";
  return (
    <div className="flex">
      <Button
        variant="primary"
        disabled={!composer.canSend}
        onClick={() => onSend(null)}
        title={t("openTicket.compose.sendKeys")}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        className={maySetStatus ? "rounded-e-none" : ""}
      >
        {t(`openTicket.compose.${isNote ? "addNote" : "send"}`)}
      </Button>
      {maySetStatus && (
        <Menu
          align="end"
          side="top"
          trigger={
            <IconButton
              label={t("openTicket.compose.moreWays")}
              variant="primary"
              icon={<ChevronDown aria-hidden />}
              disabled={!composer.canSend}
              className="w-7! rounded-s-none border-s border-on-accent/25"
            />
          }
        >
          <MenuItem onSelect={() => onSend("waiting")} hint={t("openTicket.compose.sendAndWaitHint")}>
            {t("openTicket.compose.sendAndWait")}
          </MenuItem>
          <MenuItem onSelect={() => onSend("resolved")} hint={t("openTicket.compose.sendAndResolveHint")}>
            {t("openTicket.compose.sendAndResolve")}
          </MenuItem>
        </Menu>
      )}
    </div>
  );
}
