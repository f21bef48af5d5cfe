"use client";

import { LogOut } from "lucide-react";
import type { ServerProcessDto } from "@/features/connections/schema";
import { Avatar } from "@/ui/people/avatar";
import { Badge } from "@/ui/marks/badge";
import { Button } from "@/ui/buttons/button";
import { classNames } from "@/ui/class-names";
import { TableCell, TableRow } from "@/ui/lists/data-table";
import { RelativeTime } from "@/ui/time/relative";
import { useTranslate } from "@/messages/translate-provider";
import { browserWords } from "./browser-words";
import { lagWords, processName, silentFor } from "./connection-words";
import type { ShownConnection } from "./use-connections";

/** The props of ConnectionRow. */
export interface ConnectionRowProps {
  connection: ShownConnection;
  /** The server's time of the answer. */
  at: string;
  processes: readonly ServerProcessDto[];
  /** It belongs to the viewer's own session. */
  isOwn: boolean;
  onEnd: (connection: ShownConnection) => void;
}

/** One connection: a row, and where there is no room for columns a few lines. */
export function ConnectionRow({ connection, at, processes, isOwn, onEnd }: ConnectionRowProps) {
  const t = useTranslate();
  const { user, address, since, transport, hasEnded } = connection;
  const browser = browserWords(t, connection.userAgent);
  const process = processes.length > 1 ? processName(t, connection.process, [...processes]) : null;
  return (
    <TableRow className={classNames(hasEnded && "opacity-55")}>
      <TableCell className="w-full max-w-0 py-2! align-top @3xl:align-middle">
        <span className="flex min-w-0 items-center gap-2.5">
          <Avatar name={user.name} id={user.id} size="sm" decorative />
          <span className="min-w-0">
            <span className="flex min-w-0 items-center gap-2">
              <bdi className="truncate font-medium">{user.name}</bdi>
              {isOwn && <Badge tone="accent">{t("connections.youHere")}</Badge>}
            </span>
            <span className="block truncate text-xs text-ink-muted">
              {[t(`connections.role.${user.role}`), user.email].filter(Boolean).join(" · ")}
            </span>
          </span>
        </span>
        <span className="mt-1.5 flex flex-col gap-0.5 ps-[2.125rem] text-xs text-ink-muted @3xl:hidden">
          <span className="break-words">{`${address} · ${browser}`}</span>
          <span className="flex flex-wrap gap-x-2">
            <RelativeTime at={since} />
            <span>{t(`connections.${transport}`)}</span>
            <Lag connection={connection} at={at} />
            {process && <span>{process}</span>}
          </span>
        </span>
      </TableCell>
      <TableCell className="hidden w-56 max-w-56 @3xl:table-cell">
        <span className="block truncate">{address}</span>
        <span className="block truncate text-xs text-ink-muted" title={connection.userAgent ?? undefined}>
          {browser}
        </span>
      </TableCell>
      <TableCell numeric className="hidden w-36 whitespace-nowrap text-ink-muted @3xl:table-cell">
        <RelativeTime at={since} />
      </TableCell>
      <TableCell className="hidden w-32 whitespace-nowrap @3xl:table-cell">
        {t(`connections.${transport}`)}
      </TableCell>
      <TableCell numeric className="hidden w-28 whitespace-nowrap @3xl:table-cell">
        <Lag connection={connection} at={at} />
      </TableCell>
      {processes.length > 1 && (
        <TableCell className="hidden w-28 whitespace-nowrap text-ink-muted @3xl:table-cell">
          {process}
        </TableCell>
      )}
      <TableCell className="w-px text-end align-top whitespace-nowrap @3xl:align-middle">
        {hasEnded ? (
          <span className="text-ink-muted">{t("connections.gone")}</span>
        ) : (
          <Button
            size="sm"
            icon={<LogOut aria-hidden />}
            aria-label={t(isOwn ? "connections.endOfOwn" : "connections.endOf", { name: user.name })}
            onClick={() => onEnd(connection)}
          >
            <span className="hidden @md:inline">{t("connections.endLong")}</span>
            <span className="@md:hidden">{t("connections.endShort")}</span>
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

function Lag({ connection, at }: { connection: ShownConnection; at: string }) {
  const t = useTranslate();
  const silent = silentFor(connection.lastHeardAt, at);
  const words = lagWords(t, connection.lagMilliseconds);
  if (silent !== null) {
    return <Badge tone="warning">{t("connections.silentFor", { seconds: silent })}</Badge>;
  }
  if (words === null) {
    return (
      <span className="text-ink-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">{t("connections.lag.unknown")}</span>
      </span>
    );
  }
  const isSlow = (connection.lagMilliseconds ?? 0) >= 1_000;
  return (
    <span className={isSlow ? "font-medium text-warning-ink" : undefined}>
      <span className="sr-only">{t("connections.lag.before")} </span>
      {words}
    </span>
  );
}
