import type { PausedReason } from "@/client/connection/connection";
import { Button } from "@/ui/button";
import { CONNECTION_BAR_BUTTON } from "@/ui/connection-bar";
import { Popover } from "@/ui/popover";

/** The word "Why?" in the bar, and behind it in plain words what is the matter, what still works and whom to tell what. */
export function PausedReasons({
  why,
  since,
  onTry,
}: {
  why: PausedReason;
  since: string;
  onTry: () => void;
}) {
  const { cause, works, administrator } = REASONS[why];
  return (
    <Popover
      align="center"
      title="Live updates are paused"
      trigger={
        <button type="button" className={CONNECTION_BAR_BUTTON}>
          Why?
        </button>
      }
    >
      <div className="flex flex-col gap-3 text-left text-pretty">
        <p>
          Since {since} {cause}
        </p>
        <p>
          <strong className="font-semibold">
            {why === "bad_origin" ? "You can read on." : "Everything still works."}
          </strong>{" "}
          {works} What you see is fetched again every 15 seconds. Only who is writing or looking on is not
          shown.
        </p>
        <p className="text-ink-muted">If this stays, tell your administrator: {administrator}</p>
        <Button size="sm" onClick={onTry} className="self-start">
          Try now
        </Button>
      </div>
    </Popover>
  );
}

const SENDING = "What you send goes out at once.";

const REASONS: Record<PausedReason, { cause: string; works: string; administrator: string }> = {
  blocked: {
    cause:
      "the lasting connection to the help desk does not come about, while ordinary requests do. Something in between, such as a proxy, a firewall or a virus scanner, stops it.",
    works: SENDING,
    administrator:
      "neither WebSocket nor long polling gets through at the path /socket.io/. WEBSOCKET_SETUP.md says what a proxy has to pass on.",
  },
  busy: {
    cause: "the help desk takes no more lasting connections just now. This page tries again by itself.",
    works: SENDING,
    administrator: "the server refuses sockets, though it answers requests. Its log says why.",
  },
  bad_origin: {
    cause: "the help desk refuses lasting connections from the address that this page was opened at.",
    works: "What you send is refused as well; it is kept here until then.",
    administrator:
      "the address in this browser is neither NEXTAUTH_URL nor among ALLOWED_ORIGINS, so the server refuses its sockets and changes.",
  },
};
